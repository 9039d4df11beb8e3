import { control } from '../support/control.js'
import { call } from '../support/merchant.js'
import { accessToken, exchange, applyToken, message, refresh, sendMessage } from '../support/shop.js'
import { appId, lin, mei, testSandbox } from '../support/test-sandbox.js'

/** The document's steps 14 to 21. */
const afterSend = ['send', 'lookUp', 'userId', 'fill', 'deliver', 'show', 'delivered', 'sent']

function setUp() {
  const created = testSandbox()
  const { app, sandbox } = created
  const deliver = async (requestId: string, userId = mei) =>
    sendMessage(app, message(await accessToken(app, sandbox, userId), { requestId }))
  return { app, sandbox, passTime: (ms: number) => created.passTime(ms), deliver, ...control(app) }
}

test('messages are found by user, request, template and text', async () => {
  const { deliver, get } = setUp()
  await deliver('one')
  await deliver('two', lin)
  const ids = async (query: string) =>
    (await get(`messages?${query}`)).messages.map((one: { requestId: string }) => one.requestId)
  expect(await ids('')).toEqual(['two', 'one'])
  expect(await ids(`userId=${mei}`)).toEqual(['one'])
  expect(await ids('requestId=two')).toEqual(['two'])
  expect(await ids(`text=${encodeURIComponent('订单')}&limit=1`)).toEqual(['two'])
  expect(await ids('templateCode=TP_X')).toEqual([])
})

test('an inbox is read as far as it is asked for, newest first', async () => {
  const { deliver, get } = setUp()
  await deliver('one')
  await deliver('two')
  expect((await get('inbox?limit=1')).messages).toMatchObject([{ requestId: 'two' }])
  expect((await get('inbox')).messages).toHaveLength(2)
})

test('an inbox is searched by words, user, template and tap, and says how much there is', async () => {
  const { app, deliver, get } = setUp()
  await deliver('one')
  await deliver('two', lin)
  const [{ messageId }] = (await get('inbox')).messages
  await app.inject({
    method: 'POST',
    url: `/superapp/messages/${messageId}/open`,
    payload: { part: 'body' },
  })
  const found = async (query: string) => {
    const { messages, ...counts } = await get(`inbox?${query}`)
    return [messages.map((one: { requestId: string }) => one.requestId), counts]
  }
  expect(await found('limit=1')).toEqual([['two'], { found: 2, total: 2 }])
  expect(await found('search=ONE')).toEqual([['one'], { found: 1, total: 2 }])
  expect(await found(`search=${messageId}%20two`)).toEqual([['two'], { found: 1, total: 2 }])
  expect(await found('search=one%20two')).toEqual([[], { found: 0, total: 2 }])
  expect(await found(`userId=${mei}`)).toEqual([['one'], { found: 1, total: 2 }])
  expect(await found('templateCode=TP_X')).toEqual([[], { found: 0, total: 2 }])
  expect(await found('opened=yes')).toEqual([['two'], { found: 1, total: 2 }])
  expect(await found('opened=no')).toEqual([['one'], { found: 1, total: 2 }])
})

test('a message that was delivered twice is listed twice, with a number each', async () => {
  const { deliver, get, post } = setUp()
  await post('faults', { effect: 'duplicate-delivery', endpoint: '/v2/miniprogram/message/send', count: 1 })
  await deliver('one')
  const { messages } = await get('inbox')
  expect(messages.map(({ requestId, number }: never) => [requestId, number])).toEqual([
    ['one', 2],
    ['one', 1],
  ])
})

test('a message’s path is what really happened, with times, from the question to the tap', async () => {
  const { app, sandbox, passTime, get } = setUp()
  const ask = async (path: string, payload: object) =>
    (await app.inject({ method: 'POST', url: `/superapp/${path}`, payload })).json()
  const { page } = await ask('auth-codes', { userId: mei, appId, scopes: ['auth_user'] })
  passTime(3000)
  const { success } = await ask(`authorization-pages/${page.pageId}`, { answer: 'allow' })
  passTime(100)
  const first = await applyToken(app, exchange(success.authCode))
  passTime(1000)
  const second = await applyToken(app, refresh(first.refreshToken))
  passTime(1000)
  const token = String(second.accessToken)
  await sendMessage(app, message(token, { templateCode: 'TP_X' }))
  passTime(1000)
  const { messageId } = await sendMessage(app, message(token))
  await ask(`messages/${String(messageId)}/open`, { part: 'body' })

  const { steps } = await get(`messages/${String(messageId)}/path`)
  const start = steps[0].at
  expect(
    steps.map((one: { step: string; at: number; isGood: boolean }) => [one.step, one.at - start, one.isGood]),
  ).toEqual([
    ['ask', 0, true],
    ['page', 0, true],
    ['tap', 3000, true],
    ['code', 3000, true],
    ['token', 3100, true],
    ['tokenGiven', 3100, true],
    ['refresh', 4100, true],
    ['tokenGiven', 4100, true],
    ['send', 5100, false],
    ...afterSend.map((step) => [step, 6100, true]),
    ['open', 6100, true],
  ])
  const { requests } = await get('requests')
  expect(requests[0].requestLogId).toBe(steps[9].requestLogId)
  expect((await get(`messages/${String(messageId)}`)).path).toEqual(steps)
  expect(sandbox.state.inbox.list()).toHaveLength(1)
})

test('a message’s path shows both codes, both exchanges and the document’s steps 14 to 21', async () => {
  const { app, sandbox, passTime, post, get } = setUp()
  sandbox.state.autoAnswer.authorization = 'allow'
  const getCode = async () =>
    (await post('jsapi/getAuthCode', { scopes: ['auth_user'] })).body.success.authCode
  const login = await applyToken(app, exchange(await getCode()))
  await call(app, '/v2/users/inquiryUserInfo', {
    appId,
    customerBelongsTo: 'ALIPAY_CN',
    accessToken: login.accessToken,
  })
  passTime(1000)
  const { accessToken: token } = await applyToken(app, exchange(await getCode()))
  passTime(1000)
  const { messageId } = await sendMessage(app, message(String(token)))
  const { steps } = await get(`messages/${String(messageId)}/path`)
  const names = steps.map(({ step }: { step: string }) => step)
  expect(names).toEqual([
    ...['ask', 'page', 'tap', 'code', 'token', 'tokenGiven', 'userInfo', 'userInfoGiven'],
    // The grant is remembered: no page comes a second time.
    ...['ask', 'code', 'token', 'tokenGiven'],
    ...afterSend,
  ])
  const numbered = steps.filter((one: { number?: string }) => one.number !== undefined)
  expect(numbered.map((one: { number: string; isReturn: boolean }) => [one.number, one.isReturn])).toEqual([
    ['14', false],
    ['15', false],
    ['16', true],
    ['17', false],
    ['18', false],
    ['19', false],
    ['20', true],
    ['21', true],
  ])
})

test('a result that a fault replaced is a bad step of the path, and the same request again is a good one', async () => {
  const { app, sandbox, get } = setUp()
  const token = await accessToken(app, sandbox)
  sandbox.state.faults.add({ effect: 'unknown', isApplied: true, count: 1 })
  await sendMessage(app, message(token))
  await sendMessage(app, message(token))
  const [{ path }] = (await get('messages')).messages
  const results = path.filter(({ step }: { step: string }) => step === 'sent')
  expect(results).toMatchObject([{ isGood: false, detail: 'UNKNOWN_EXCEPTION' }, { isGood: true }])
})

test('a path is in the order of what happened and its times too, however fast the clock runs', async () => {
  const { app, sandbox, passTime, get, post } = setUp()
  const real = sandbox.clock.real.bind(sandbox.clock)
  jest.spyOn(sandbox.clock, 'real').mockImplementation(() => {
    passTime(1)
    return real()
  })
  const token = await accessToken(app, sandbox)
  await post('faults', { effect: 'limit', endpoint: '/v2/miniprogram/message/send', count: 1 })
  await sendMessage(app, message(token))
  const { messageId } = await sendMessage(app, message(token))
  await sendMessage(app, message(token))
  const { steps } = await get(`messages/${String(messageId)}/path`)
  expect(steps.map(({ step }: { step: string }) => step)).toEqual([
    ...['token', 'tokenGiven', 'send', ...afterSend],
    ...['send', 'sent'],
  ])
  const times = steps.map(({ at }: { at: number }) => at)
  expect(times).toEqual([...times].sort((one: number, other: number) => one - other))
})

test('tapping a message opens the page and query that its link names', async () => {
  const { app, deliver } = setUp()
  const { messageId } = await deliver('one')
  const open = async (id: unknown, part: string) =>
    app.inject({ method: 'POST', url: `/superapp/messages/${String(id)}/open`, payload: { part } })
  expect((await open(messageId, 'footer')).json()).toEqual({
    appId,
    page: 'pages/index/index',
    query: 'storeId=8888',
  })
  expect((await open('nowhere', 'body')).statusCode).toBe(404)
})

test('waiting ends with the message that fits, also if it came before', async () => {
  const { sandbox, deliver, get } = setUp()
  const waiting = get('wait-for-message?requestId=two')
  await deliver('one')
  await deliver('two')
  expect(await waiting).toMatchObject({ requestId: 'two' })
  expect(await get('wait-for-message?requestId=one')).toMatchObject({ requestId: 'one' })
  expect(sandbox.state.inbox.list()).toHaveLength(2)
})

test('waiting ends without a message after its time', async () => {
  const { ask } = setUp()
  const { status, body } = await ask('GET', 'wait-for-message?timeoutMs=1')
  expect(status).toBe(408)
  expect(body.error).toEqual({ code: 'NO_MESSAGE', message: 'No such message came within 1 ms.' })
})

test('a later time filters what was there before', async () => {
  const { sandbox, deliver, get } = setUp()
  await deliver('old')
  const after = encodeURIComponent(new Date(sandbox.clock.now()).toISOString())
  expect(await get(`wait-for-message?after=${after}&timeoutMs=1`)).toMatchObject({
    error: { code: 'NO_MESSAGE' },
  })
})

test.each(['messages', 'wait-for-message'])('%s refuses a time that is none', async (route) => {
  const { ask } = setUp()
  const { status, body } = await ask('GET', `${route}?after=yesterday`)
  expect(status).toBe(400)
  expect(body.error.message).toBe(
    'after: "yesterday" is not allowed; it must be a text such as 2026-11-20T04:00:00Z',
  )
})

test('who waits is woken by a snapshot that holds the message', async () => {
  const { sandbox, deliver, get } = setUp()
  await deliver('one')
  sandbox.snapshot('with')
  sandbox.reset()
  const waiting = get('wait-for-message?requestId=one')
  await get('inbox')
  sandbox.restore('with')
  expect(await waiting).toMatchObject({ requestId: 'one' })
})
