import { Apps } from '../../src/apps.js'
import { appsFile } from '../support/apps-file.js'
import { Merchant, templateCode, withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const query = `appId=P0000000000000010001&customerBelongsTo=ALIPAY_CN`

test.each([
  ['zh-CN', '好味鸡饭', '取餐提醒'],
  ['zh-TW', '好味鸡饭', '取餐提醒'],
  ['en-GB', 'Yummy Chicken Rice', 'Order ready'],
  ['fr', 'Yummy Chicken Rice', 'Order ready'],
])('texts in %s are the nearest there are', async (language, name, title) => {
  const url = `/templates?${query}&templateCodes=${templateCode}&language=${language}`
  const { status, body } = await merchant().call({ method: 'GET', url })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    sender: { name, privacyUrl: 'https://shop.example/privacy' },
    textVersion: expect.stringMatching(/^[0-9a-f]{16}$/),
    templates: [{ templateCode, title, kind: 'LONG_TERM' }],
  })
})

test('the sender has a logo where one is configured, and a new logo is not a new text', async () => {
  const url = `/templates?${query}&templateCodes=${templateCode}&language=en`
  const { body: without } = await merchant().call({ method: 'GET', url })
  expect(without.sender).not.toHaveProperty('logoUrl')
  const logoUrl = 'https://shop.example/logo.png'
  const apps = new Apps(appsFile.map((app) => ({ ...app, sender: { ...app.sender, logoUrl } })))
  const other = await Merchant.open({ services: { apps } })
  const { body } = await other.call({ method: 'GET', url })
  await other.close()
  expect(body.sender).toEqual({ ...without.sender, logoUrl })
  expect(body.textVersion).toBe(without.textVersion)
})

test.each([
  ['no template codes', query, 400, 'INVALID_REQUEST'],
  ['an unknown template', `${query}&templateCodes=T9`, 404, 'TEMPLATE_NOT_FOUND'],
  [
    'an unknown app',
    `appId=P9&customerBelongsTo=ALIPAY_CN&templateCodes=${templateCode}`,
    403,
    'APP_NOT_ALLOWED',
  ],
  ['both kinds', `${query}&templateCodes=${templateCode},ONE_TIME_1`, 422, 'MIXED_TEMPLATE_KINDS'],
])('texts for %s are refused', async (_case, search, status, code) => {
  expect(await merchant().call({ method: 'GET', url: `/templates?${search}` })).toMatchObject({
    status,
    body: { error: { code } },
  })
})

describe('every refusal has the same form and says what was wrong:', () => {
  const json = { 'content-type': 'application/json' }
  test.each([
    ['an unknown path', { url: '/nothing' }, 404, 'NOT_FOUND', 'docs/contract.md'],
    ['no JSON', { headers: json, payload: '{' }, 400, 'INVALID_REQUEST', 'JSON'],
    ['no body', {}, 400, 'INVALID_REQUEST', 'body'],
    [
      'a form',
      { headers: { 'content-type': 'text/plain' }, payload: 'a=b' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'Media Type',
    ],
    [
      'more than 64 kB',
      { headers: json, payload: `"${'x'.repeat(65_536)}"` },
      413,
      'BODY_TOO_LARGE',
      'too large',
    ],
    [
      'a poisoned prototype',
      { headers: json, payload: '{"__proto__":{"a":1}}' },
      400,
      'INVALID_REQUEST',
      'JSON',
    ],
    [
      'a missing field',
      { payload: {} },
      400,
      'INVALID_REQUEST',
      "body must have required property 'requestId'",
    ],
  ])('%s', async (_case, options, status, code, message) => {
    const answer = await merchant().call({ method: 'POST', url: '/authorizations', ...options })
    expect(answer.status).toBe(status)
    expect(answer.body).toEqual({ error: { code, message: expect.stringContaining(message) } })
  })

  test('something broken here', async () => {
    await merchant().services.store.close()
    const { status, body } = await merchant().authorizations()
    expect(status).toBe(500)
    expect(body).toEqual({ error: { code: 'INTERNAL', message: expect.not.stringContaining('database') } })
    expect(await merchant().call({ method: 'GET', url: '/readyz' })).toMatchObject({ status: 503 })
    expect(await merchant().call({ method: 'GET', url: '/healthz' })).toMatchObject({ status: 200 })
  })
})

describe('pages', () => {
  const preflight = (origin: string) =>
    merchant().call({
      method: 'OPTIONS',
      url: '/subscriptions',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    })

  test('of an allowed origin may call the public routes', async () => {
    const { headers } = await preflight('https://shop.example')
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-headers': 'authorization',
    })
  })

  test('of another origin may not', async () => {
    expect((await preflight('https://evil.example')).headers).not.toHaveProperty(
      'access-control-allow-origin',
    )
  })

  test('get no cookie and no credentials', async () => {
    const { headers } = await merchant().authorizations()
    expect(headers).not.toHaveProperty('set-cookie')
    expect(headers).not.toHaveProperty('access-control-allow-credentials')
    expect((await preflight('https://shop.example')).headers).not.toHaveProperty(
      'access-control-allow-credentials',
    )
  })
})

test('too many requests from one address are told when to come again', async () => {
  const busy = await Merchant.open({ requestsPerMinute: 2 })
  await busy.authorizations()
  await busy.authorizations()
  const { status, body, headers } = await busy.authorizations()
  expect({ status, code: body.error.code }).toEqual({ status: 429, code: 'RATE_LIMITED' })
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  await busy.close()
})
