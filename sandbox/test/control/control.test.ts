import { accessToken, message, sendMessage } from '../support/shop.js'
import { appId, clientId, knownKeys, lin, mei, templateCode, testSandbox } from '../support/test-sandbox.js'

function setUp() {
  const { app, sandbox } = testSandbox()
  const get = async (path: string) => (await app.inject({ url: `/_sandbox/${path}` })).json()
  const post = (path: string, payload?: object) =>
    app.inject({ method: 'POST', url: `/_sandbox/${path}`, ...(payload && { payload }) })
  return { app, sandbox, get, post }
}

test('credentials are all that a backend needs, and they work', async () => {
  const { get } = setUp()
  expect(await get('credentials')).toEqual({
    clientId,
    appId,
    merchantPrivateKey: knownKeys.merchant.privateKey,
    bareKeys: {
      merchantPrivateKeyPkcs8: expect.stringMatching(/^MII/),
      merchantPrivateKeyPkcs1: expect.stringMatching(/^MII/),
      platformPublicKeySpki: expect.stringMatching(/^MII/),
    },
    keyVersion: 1,
    platformPublicKey: knownKeys.platform.publicKey,
    gatewayUrl: expect.stringMatching(/^http:\/\/.+\/api\/open$/),
    templateCode,
    customerBelongsTo: 'ALIPAY_CN',
  })
})

test('healthz answers', async () => {
  const { get } = setUp()
  expect(await get('healthz')).toEqual({ status: 'ok' })
})

test('auto-answer: what a change leaves out stays, null takes it back, nonsense is refused', async () => {
  const { get, post } = setUp()
  expect(await get('auto-answer')).toEqual({ authorization: null, refusedScopes: [], panel: null })
  await post('auto-answer', { authorization: 'allow', panel: 'AGREE' })
  await post('auto-answer', { panel: null })
  expect(await get('auto-answer')).toEqual({ authorization: 'allow', refusedScopes: [], panel: null })
  expect((await post('auto-answer', { authorization: 'maybe' })).statusCode).toBe(400)
  expect((await post('auto-answer', { athorization: 'allow' })).statusCode).toBe(400)
  expect(await get('auto-answer')).toEqual({ authorization: 'allow', refusedScopes: [], panel: null })
})

test('getAuthCode fails clearly when nobody is there to answer', async () => {
  const { post } = setUp()
  const response = await post('jsapi/getAuthCode', { appId, scopes: ['auth_user'] })
  expect(response.json()).toEqual({
    fail: { error: 3, errorMessage: expect.stringContaining('/_sandbox/auto-answer') },
  })
})

test('getAuthCode without a person: auto-answer decides, for the named user or the first', async () => {
  const { sandbox, post } = setUp()
  sandbox.state.autoAnswer.authorization = 'allow'
  const codeOf = async (more: object): Promise<string> => {
    const response = await post('jsapi/getAuthCode', { appId, scopes: ['auth_user'], ...more })
    return response.json<{ success: { authCode: string } }>().success.authCode
  }
  const take = (code: string) =>
    sandbox.state.authCodes.take(code, { appId, site: 'ALIPAY_CN' }, sandbox.clock.now())
  expect(take(await codeOf({}))).toMatchObject({ userId: mei })
  expect(take(await codeOf({ userId: lin }))).toMatchObject({ userId: lin })
})

test('the other JSAPIs answer in their own shapes, with or without a body', async () => {
  const { post } = setUp()
  expect((await post('jsapi/getSiteInfo')).json()).toEqual({ success: { siteName: 'ALIPAY_CN' } })
  expect((await post('jsapi/getSiteInfo', {})).json()).toEqual({ success: { siteName: 'ALIPAY_CN' } })
  expect((await post('jsapi/getAppIdSync')).json()).toEqual({ success: { appId } })
})

test('the inbox can be read for one user or for all', async () => {
  const { app, sandbox, get } = setUp()
  for (const userId of [mei, lin]) {
    const token = await accessToken(app, sandbox, userId)
    await sendMessage(app, message(token, { requestId: `order-of-${userId}` }))
  }
  expect(await get('inbox')).toMatchObject({ messages: [{ userId: lin }, { userId: mei }] })
  expect(await get(`inbox?userId=${mei}`)).toMatchObject({ messages: [{ userId: mei }] })
  expect((await get('inbox?user=x')).error.code).toBe('INVALID_REQUEST')
})

test('reset empties all but the keys, and tells open pages', async () => {
  const { app, sandbox, get, post } = setUp()
  const events: string[] = []
  sandbox.events.subscribe(({ type }) => events.push(type))
  const token = await accessToken(app, sandbox)
  await sendMessage(app, message(token))
  await post('auto-answer', { panel: 'AGREE' })
  await post('clock', { offsetMs: 5 })
  await post('settings', { rememberGrants: false })
  await post('reset')
  // Between them pages may be told that something changed: that comes when it comes.
  expect(events.filter((type) => type !== 'changed')).toEqual(['message', 'reset'])
  expect(await get('inbox')).toEqual({ messages: [], found: 0, total: 0 })
  expect(await get('auto-answer')).toEqual({ authorization: null, refusedScopes: [], panel: null })
  expect(await get('clock')).toMatchObject({ offsetMs: 0 })
  expect(await get('settings')).toMatchObject({ rememberGrants: true })
  expect(await get('requests')).toEqual({ requests: [], found: 0, total: 0 })
  expect((await sendMessage(app, message(token))).result.resultCode).toBe('INVALID_ACCESS_TOKEN')
})

test('a setting is changed by name; an unknown one is refused', async () => {
  const { get, post } = setUp()
  await post('settings', { subscriptionSource: 'official-panel' })
  expect(await get('settings')).toMatchObject({ subscriptionSource: 'official-panel', freshnessSeconds: 300 })
  expect((await post('settings', { subscriptionsource: 'merchant' })).statusCode).toBe(400)
  expect((await post('settings', { freshnessSeconds: '300' })).statusCode).toBe(400)
})

test('templates are listed with code and status', async () => {
  const { get } = setUp()
  expect(await get('templates')).toMatchObject({
    templates: [
      {
        templateCode,
        status: 'APPROVED',
        kind: 'LONG_TERM',
        variables: [
          { name: 'orderNo' },
          { name: 'storeName' },
          { name: 'miniBodyUrl' },
          { name: 'miniFooterUrl' },
        ],
      },
    ],
  })
})

test('a withdrawal in the super app is registered by hand', async () => {
  const { app, sandbox, post } = setUp()
  const token = await accessToken(app, sandbox)
  await post('subscriptions', { userId: mei, templateCode, registration: 'WITHDRAWN' })
  expect((await sendMessage(app, message(token))).result.resultCode).toBe('USER_NOT_SUBSCRIBED')
})

test('an unknown route says what there is not', async () => {
  const { get } = setUp()
  expect((await get('nowhere')).error).toEqual({
    code: 'NOT_FOUND',
    message: 'There is no GET /_sandbox/nowhere in the sandbox.',
  })
})

test.each<[string, 'POST' | 'GET', string, object | undefined, string]>([
  [
    'a body',
    'POST',
    'settings',
    { freshnessSecond: 7 },
    'freshnessSecond: unknown setting; did you mean freshnessSeconds?',
  ],
  ['a query', 'GET', 'inbox?userid=1', undefined, 'userid: unknown field; did you mean userId?'],
  ['a path', 'POST', 'snapshots/a%20b/restore', {}, 'name: "a b" is not allowed; it must be a text'],
  ['a seed', 'POST', 'seed', { user: [] }, 'seed: user: unknown field; did you mean users?'],
])(
  '%s that is wrong is answered with field, value and what is allowed',
  async (_what, method, path, payload, words) => {
    const { app } = setUp()
    const answer = await app.inject({ method, url: `/_sandbox/${path}`, ...(payload && { payload }) })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().error).toMatchObject({ code: 'INVALID_REQUEST' })
    expect(answer.json().error.message).toContain(words)
  },
)

test.each(['application/json', 'application/yaml'])('a body in UTF-16 says so: %s', async (type) => {
  const { app } = setUp()
  const payload = Buffer.from('\ufeff{"users":[]}', 'utf16le')
  const answer = await app.inject({
    method: 'POST',
    url: '/_sandbox/seed',
    payload,
    headers: { 'content-type': type },
  })
  expect(answer.statusCode).toBe(400)
  expect(answer.json().error.message).toContain('UTF-16 (little endian): save it as UTF-8.')
})
