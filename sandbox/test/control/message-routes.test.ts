import { control } from '../support/control.js'
import { accessToken, exchange, applyToken, message, refresh, sendMessage } from '../support/shop.js'
import { appId, lin, mei, testSandbox } from '../support/test-sandbox.js'

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
    ['refresh', 4100, true],
    ['send', 5100, false],
    ['send', 6100, true],
    ['deliver', 6100, true],
    ['open', 6100, true],
  ])
  const { requests } = await get('requests')
  expect(requests[0].requestLogId).toBe(steps[7].requestLogId)
  expect((await get(`messages/${String(messageId)}`)).path).toEqual(steps)
  expect(sandbox.state.inbox.list()).toHaveLength(1)
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
