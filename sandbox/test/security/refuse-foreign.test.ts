import { isOwnHost, whyForeign } from '../../src/security/refuse-foreign.js'
import { accessToken, message, sendMessage, values } from '../support/shop.js'
import { testSandbox } from '../support/test-sandbox.js'

test.each(['127.0.0.1:8787', 'localhost:8787', '[::1]:8787'])('%s is our own name', (host) => {
  expect(isOwnHost(host, 8787)).toBe(true)
})

test.each([
  undefined,
  '',
  'evil.example:8787',
  '127.0.0.1:8788',
  '127.0.0.1',
  'localhost.evil.example:8787',
  '127.0.0.1:8787.evil.example',
])('the host %p is refused', (host) => {
  expect(isOwnHost(host, 8787)).toBe(false)
})

const host = '127.0.0.1:8787'

test.each([
  ['a program', { host, origin: undefined, secFetchSite: undefined }],
  ['our page', { host, origin: `http://${host}`, secFetchSite: 'same-origin' }],
  ['a typed address', { host, origin: undefined, secFetchSite: 'none' }],
])('%s is served', (_who, headers) => {
  expect(whyForeign(headers)).toBeUndefined()
})

test.each([
  ['a foreign page', { host, origin: 'https://evil.example', secFetchSite: 'cross-site' }],
  ['a page on another port', { host, origin: 'http://127.0.0.1:8789', secFetchSite: 'same-site' }],
  ['a page on another port that sends no Origin', { host, origin: undefined, secFetchSite: 'same-site' }],
  ['an old browser’s foreign page', { host, origin: 'http://127.0.0.1:8789', secFetchSite: undefined }],
  ['a sandboxed frame', { host, origin: 'null', secFetchSite: undefined }],
])('%s is refused', (_who, headers) => {
  expect(whyForeign(headers)).toEqual(expect.any(String))
})

const routes = ['/', '/_sandbox/credentials', '/superapp/session', '/page/page.js', '/nowhere'] as const

test.each(routes)('%s answers neither a foreign host nor a foreign page', async (url) => {
  const { app } = testSandbox()
  const rebound = await app.inject({ url, headers: { host: 'evil.example' } })
  expect(rebound.statusCode).toBe(403)
  const foreign = await app.inject({ url, headers: { host: 'localhost', 'sec-fetch-site': 'same-site' } })
  expect(foreign.statusCode).toBe(403)
  expect(foreign.body).not.toContain('PRIVATE KEY')
})

test('no browser takes an answer for what it is not', async () => {
  const { app } = testSandbox()
  for (const url of [...routes, '/superapp/hylid-bridge/index.js']) {
    const { headers } = await app.inject({ url, headers: { host: 'localhost' } })
    expect(headers['x-content-type-options']).toBe('nosniff')
  }
})

test('a huge body is refused on a control route, and nothing of it is kept', async () => {
  const { app, sandbox } = testSandbox()
  const payload = { name: 'x'.repeat(2 ** 21) }
  const response = await app.inject({ method: 'POST', url: '/_sandbox/snapshots', payload })
  expect(response.statusCode).toBe(413)
  expect(response.json().error.code).toBe('INVALID_REQUEST')
  expect(sandbox.snapshots.list()).toEqual([])
})

test('markup in a template stays text, in a JSON answer', async () => {
  const { app, sandbox } = testSandbox()
  const token = await accessToken(app, sandbox)
  const script = '<script>alert(1)</script>'
  const templateParameters = { ...values, storeName: script }
  await sendMessage(app, message(token, { templates: [{ language: 'en', templateParameters }] }))
  const response = await app.inject('/_sandbox/inbox')
  expect(response.headers['content-type']).toContain('application/json')
  expect(response.json().messages[0].body).toContain(script)
})

test('the gateway answers no foreign page either', async () => {
  const { app } = testSandbox()
  const response = await app.inject({
    method: 'POST',
    url: '/api/open/v2/authorizations/applyToken',
    headers: { origin: 'https://evil.example' },
  })
  expect(response.statusCode).toBe(403)
})

test('the bridge script may be loaded by the shop’s page, but not under a foreign name', async () => {
  const { app } = testSandbox()
  const url = '/superapp/hylid-bridge/index.js'
  const headers = { host: 'localhost', 'sec-fetch-site': 'same-site' }
  const loaded = await app.inject({ url, headers })
  expect(loaded.statusCode).toBe(200)
  expect(loaded.headers['cross-origin-resource-policy']).toBe('cross-origin')
  expect((await app.inject({ url, headers: { ...headers, host: 'evil.example' } })).statusCode).toBe(403)
})
