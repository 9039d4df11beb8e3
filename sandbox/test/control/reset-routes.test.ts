import { call } from '../support/merchant.js'
import { accessToken, authCode, exchange, message, sendMessage } from '../support/shop.js'
import { appId, mei, testSandbox } from '../support/test-sandbox.js'

function setUp() {
  const { app, sandbox } = testSandbox()
  const post = (path: string, payload?: object | string, type = 'application/json') =>
    app.inject({
      method: 'POST',
      url: `/_sandbox/${path}`,
      ...(payload !== undefined && { payload, headers: { 'content-type': type } }),
    })
  const get = async (path: string) => (await app.inject({ url: `/_sandbox/${path}` })).json()
  return { app, sandbox, post, get }
}

const seed = `
miniPrograms:
  - appId: P1
    name: { en: First }
    merchantName: { en: First Ltd. }
    sites: { ALIPAY_CN: { authClientId: AC1 }, GCASH: { authClientId: AC_G } }
  - appId: P2
    name: { en: Second }
    merchantName: { en: Second Ltd. }
    sites: { ALIPAY_HK: { authClientId: AC2 } }
    switches: { sendMessage: false }
users:
  - { userId: U1, name: { en: Ann }, nickName: Ann, language: en }
  - { userId: U2, site: GCASH, name: { en: Ben }, nickName: Ben, language: en }
`

test('a seed that does not fit changes nothing', async () => {
  const { sandbox, get, post } = setUp()
  const before = sandbox.state
  const bad = { templates: [{ ...sandbox.seed.templates[0], texts: { en: { title: '{{x}}', body: '' } } }] }
  const refused = await post('seed', bad)
  expect(refused.statusCode).toBe(400)
  expect(refused.json().error.message).toContain('template Order ready: texts.en uses {{x}}')
  expect(sandbox.state).toBe(before)
  expect(await get('seed')).toEqual(sandbox.seed)
})

test('a YAML seed takes the place of everything, while running and after a reset', async () => {
  const { get, post } = setUp()
  expect((await post('seed', seed, 'application/yaml')).json()).toEqual({ seeded: true })
  await post('reset')
  expect(await get('mini-programs')).toMatchObject({
    miniPrograms: [
      { appId: 'P1', sites: { ALIPAY_CN: {}, GCASH: { authClientId: 'AC_G' } } },
      { appId: 'P2', switches: { sendMessage: false, keyUploaded: true } },
    ],
  })
  expect(await get('users')).toMatchObject({
    users: [{ userId: 'U1', site: 'ALIPAY_CN' }, { site: 'GCASH' }],
  })
  expect(await get('seed')).toMatchObject({ miniPrograms: [{ appId: 'P1' }, { appId: 'P2' }] })
})

test('a seed that does not fit is refused and changes nothing', async () => {
  const { get, post } = setUp()
  const response = await post('seed', { users: [] })
  expect(response.statusCode).toBe(400)
  expect(response.json().error.message).toContain('seed: users: []')
  expect(await get('mini-programs')).toMatchObject({ miniPrograms: [{ appId }] })
})

test('a snapshot keeps tokens, messages, settings and the clock, and can be restored again and again', async () => {
  const { app, sandbox, get, post } = setUp()
  const token = await accessToken(app, sandbox)
  await sendMessage(app, message(token))
  await post('settings', { idempotentSend: false })
  await post('clock', { advanceMs: 5000 })
  expect((await post('snapshots', { name: 'one-message' })).statusCode).toBe(201)

  const spoil = async () => {
    await post('reset')
    expect(await get('inbox')).toEqual({ messages: [], found: 0, total: 0 })
    expect((await post('snapshots/one-message/restore')).statusCode).toBe(200)
    expect(await get('settings')).toMatchObject({ idempotentSend: false })
    expect(await get('clock')).toMatchObject({ offsetMs: 5000 })
    expect((await sendMessage(app, message(token, { requestId: 'second' }))).result.resultCode).toBe(
      'SUCCESS',
    )
    expect((await get('inbox')).messages).toHaveLength(2)
  }
  await spoil()
  await spoil()
})

test('a code spent after the snapshot is fresh again after restoring', async () => {
  const { app, sandbox, post } = setUp()
  const code = authCode(sandbox, mei)
  await post('snapshots', { name: 'before' })
  const apply = async () =>
    (await call(app, '/v2/authorizations/applyToken', exchange(code))).result.resultCode
  expect([await apply(), await apply()]).toEqual(['SUCCESS', 'USED_AUTHCODE'])
  await post('snapshots/before/restore')
  expect(await apply()).toBe('SUCCESS')
})

test('snapshots are listed and forgotten; an unknown one is told', async () => {
  const { app, get, post } = setUp()
  await post('snapshots', { name: 'a' })
  expect((await get('snapshots')).snapshots).toMatchObject([{ name: 'a', takenAt: expect.any(String) }])
  const remove = () => app.inject({ method: 'DELETE', url: '/_sandbox/snapshots/a' })
  expect((await remove()).statusCode).toBe(204)
  expect((await remove()).statusCode).toBe(404)
  expect((await post('snapshots/a/restore')).json().error.message).toBe('There is no snapshot a.')
})
