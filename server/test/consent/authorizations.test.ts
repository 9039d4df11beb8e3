import { randomBytes, randomUUID } from 'node:crypto'
import { CallBudget } from '../../src/tokens/exchange.js'
import { Merchant, oneTimeCode, templateCode, withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const applyToken = '/v2/authorizations/applyToken'

test('a code gives a session, an opaque subject and what each template needs', async () => {
  const { status, body } = await merchant().authorizations()
  expect(status).toBe(200)
  expect(body).toEqual({
    sessionToken: expect.any(String),
    expiresAt: merchant().at(15 * 60_000),
    subject: expect.stringMatching(/^[\w-]{43}$/),
    subscriptions: [
      { subscriptionId: expect.stringMatching(/^sub_/), templateCode, type: null, needs: 'CONSENT' },
    ],
  })
  expect(body.subject).not.toContain('user-1')
})

test('the same user has the same subject and subscriptionId, another user has others', async () => {
  const [first, again] = [await merchant().authorizations(), await merchant().authorizations()]
  const other = await merchant().authorizations({ authCode: merchant().stub.codeOf('user-2') })
  expect(again.body.subject).toBe(first.body.subject)
  expect(again.body.subscriptions).toEqual(first.body.subscriptions)
  expect(other.body.subject).not.toBe(first.body.subject)
  expect(other.body.subscriptions[0]!.subscriptionId).not.toBe(first.body.subscriptions[0]!.subscriptionId)
})

describe('rule a: app and site are checked', () => {
  test.each([
    ['another app', { appId: 'P9' }, 403, 'APP_NOT_ALLOWED'],
    ['another site', { customerBelongsTo: 'DANA' }, 403, 'APP_NOT_ALLOWED'],
    ['an unknown template', { templateCodes: ['T9'] }, 404, 'TEMPLATE_NOT_FOUND'],
    ['both kinds at once', { templateCodes: [templateCode, oneTimeCode] }, 422, 'MIXED_TEMPLATE_KINDS'],
  ])('%s is refused before the platform is asked', async (_case, changed, status, code) => {
    expect(await merchant().authorizations(changed)).toMatchObject({ status, body: { error: { code } } })
    expect(merchant().stub.calls).toEqual([])
  })
})

describe('rule b: the same request again', () => {
  test('has the first outcome with a new session, and the platform is asked once', async () => {
    const request = { requestId: randomUUID(), authCode: merchant().stub.codeOf('user-1') }
    const [first, again] = [
      await merchant().authorizations(request),
      await merchant().authorizations(request),
    ]
    expect(again).toMatchObject({ status: 200, body: { subject: first.body.subject } })
    expect(again.body.subscriptions).toEqual(first.body.subscriptions)
    expect(again.body.sessionToken).not.toBe(first.body.sessionToken)
    expect(merchant().stub.callsOf(applyToken)).toHaveLength(1)
  })

  test('while the first runs it waits for it', async () => {
    let go = () => {}
    merchant().stub.failNext(applyToken, {
      kind: 'wait',
      until: new Promise<void>((resolve) => (go = resolve)),
    })
    const request = { requestId: randomUUID(), authCode: merchant().stub.codeOf('user-1') }
    const all = [1, 2, 3].map(() => merchant().authorizations(request))
    while (merchant().stub.calls.length === 0) await new Promise((resolve) => setImmediate(resolve))
    go()
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual([200, 200, 200])
    expect(merchant().stub.callsOf(applyToken)).toHaveLength(1)
  })

  test('after 60 s the code is spent', async () => {
    const request = { requestId: randomUUID(), authCode: merchant().stub.codeOf('user-1') }
    await merchant().authorizations(request)
    merchant().advance(60_001)
    expect(await merchant().authorizations(request)).toMatchObject({
      status: 410,
      body: { error: { code: 'AUTH_CODE_SPENT' } },
    })
  })

  test('with other content it is refused', async () => {
    const request = { requestId: randomUUID(), authCode: merchant().stub.codeOf('user-1') }
    await merchant().authorizations(request)
    expect(await merchant().authorizations({ ...request, scopes: ['auth_base'] })).toMatchObject({
      status: 409,
      body: { error: { code: 'REQUEST_ID_REUSED' } },
    })
  })
})

test('one code posted ten times at once is exchanged once', async () => {
  const authCode = merchant().stub.codeOf('user-1')
  const all = await Promise.all(Array.from({ length: 10 }, () => merchant().authorizations({ authCode })))
  expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(all.filter(({ status }) => status === 410)).toHaveLength(9)
  expect(merchant().stub.callsOf(applyToken)).toHaveLength(1)
})

describe('what the platform says of a code', () => {
  test.each([
    ['INVALID_AUTHCODE', 'F', 410, 'AUTH_CODE_INVALID'],
    ['USED_CODE', 'F', 410, 'AUTH_CODE_SPENT'],
    ['EXPIRED_AUTHCODE', 'F', 410, 'AUTH_CODE_EXPIRED'],
  ] as const)('%s is told with the code and what to do', async (platformCode, resultStatus, status, code) => {
    merchant().stub.failNext(applyToken, { kind: 'result', status: resultStatus, code: platformCode })
    const answer = await merchant().authorizations()
    expect(answer).toMatchObject({
      status,
      body: { error: { code, message: expect.stringContaining(platformCode) } },
    })
  })

  test.each([
    ['SIGNATURE_INVALID', 'F'],
    ['UNKNOWN_EXCEPTION', 'U'],
  ] as const)('%s is the merchant’s to know, not the public’s', async (platformCode, resultStatus) => {
    merchant().stub.failNext(applyToken, { kind: 'result', status: resultStatus, code: platformCode })
    const answer = await merchant().authorizations()
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'PLATFORM_UNAVAILABLE' } } })
    expect(JSON.stringify(answer.body)).not.toContain(platformCode)
  })

  test('after an unknown answer the code counts as burnt', async () => {
    const request = { requestId: randomUUID(), authCode: merchant().stub.codeOf('user-1') }
    merchant().stub.failNext(applyToken, { kind: 'answer-lost' })
    expect(await merchant().authorizations(request)).toMatchObject({ status: 503 })
    expect(await merchant().authorizations(request)).toMatchObject({ status: 410 })
    expect(merchant().stub.callsOf(applyToken)).toHaveLength(1)
  })
})

test('no token of the first code is kept: it is revoked as soon as the user is known', async () => {
  const { body } = await merchant().authorizations()
  await merchant().services.background.settled()
  expect(merchant().stub.granted).toHaveLength(1)
  expect(merchant().stub.revoked).toEqual(merchant().stub.granted)
  const owner = { subject: body.subject, appId: 'P0000000000000010001', customerBelongsTo: 'ALIPAY_CN' }
  expect(await merchant().services.store.tokens.find(owner)).toBeUndefined()
})

describe('fake codes', () => {
  const fake = (merchant: Merchant, remoteAddress: string, changed = {}) =>
    merchant.authorizations(
      { authCode: `fake${randomBytes(8).toString('hex')}`, ...changed },
      { remoteAddress },
    )
  let own: Merchant
  afterEach(() => own.close())
  const opened = async (refused: number, perMinute = 1000) =>
    (own = await Merchant.open({
      services: { authorizationBudget: new CallBudget(perMinute), refusedCodes: new CallBudget(refused) },
    }))

  test('are counted by address before the app’s budget, which stays for everybody else', async () => {
    await opened(3, 10)
    for (let count = 0; count < 3; count += 1)
      expect(await fake(own, '203.0.113.7')).toMatchObject({ status: 410 })
    for (let count = 0; count < 20; count += 1) {
      const refused = await fake(own, '203.0.113.7')
      expect(refused).toMatchObject({ status: 429, body: { error: { code: 'RATE_LIMITED' } } })
      expect(refused.headers['retry-after']).toBe('20')
    }
    expect(own.stub.callsOf(applyToken)).toHaveLength(3)
    expect(await own.authorizations({}, { remoteAddress: '198.51.100.1' })).toMatchObject({ status: 200 })
  })

  test('count for the network of an IPv6 address: it has as many addresses as it likes', async () => {
    await opened(2)
    expect((await fake(own, '2001:db8:1:2::1')).status).toBe(410)
    expect((await fake(own, '2001:db8:1:2:ffff::2')).status).toBe(410)
    expect((await fake(own, '2001:db8:1:2:3:4:5:6')).status).toBe(429)
    expect((await fake(own, '2001:db8:1:3::1')).status).toBe(410)
    expect((await fake(own, '::ffff:203.0.113.7')).status).toBe(410)
    expect((await fake(own, '::ffff:203.0.113.8')).status).toBe(410)
  })

  test('good codes of a shared address and codes without an answer of the platform are not counted', async () => {
    await opened(1)
    own.stub.failNext(
      applyToken,
      { kind: 'result', status: 'F', code: 'SIGNATURE_INVALID' },
      { kind: 'answer-lost' },
    )
    for (const status of [503, 503, 200, 200, 200])
      expect(await own.authorizations({}, { remoteAddress: '203.0.113.7' })).toMatchObject({ status })
  })

  test('are counted at /subscriptions as well, where one session may post any number', async () => {
    await opened(2)
    const session = await own.session()
    const post = () => own.answer(session, 'AGREE', { authCode: `fake${randomBytes(8).toString('hex')}` })
    expect([(await post()).status, (await post()).status, (await post()).status]).toEqual([410, 410, 429])
    expect(own.stub.callsOf(applyToken)).toHaveLength(3)
    expect(await own.answer(session, 'REJECT')).toMatchObject({ status: 200 })
  })
})

test('the platform calls of this route have a budget of their own', async () => {
  const poor = await Merchant.open({ services: { authorizationBudget: new CallBudget(2) } })
  await poor.authorizations()
  await poor.authorizations()
  const refused = await poor.authorizations()
  expect(refused).toMatchObject({ status: 429, body: { error: { code: 'RATE_LIMITED' } } })
  expect(refused.headers['retry-after']).toBe('30')
  poor.advance(30_000)
  expect(await poor.authorizations()).toMatchObject({ status: 200 })
  await poor.close()
})
