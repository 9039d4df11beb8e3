import { createApp } from '../../src/app.js'
import { Sandbox } from '../../src/sandbox.js'
import { isOwnHost, whyForeign } from '../../src/security/guard.js'
import { accessToken, message, sendMessage, values } from '../support/shop.js'
import { knownKeys, testSandbox } from '../support/test-sandbox.js'

test.each([
  ['this machine', '127.0.0.1:8787'],
  ['its name', 'localhost:8787'],
  ['its address of IPv6', '[::1]:8787'],
  ['another port, which a container maps', 'localhost:32771'],
  ['no port', 'localhost'],
  ['an address, which nobody can make lead here', '192.168.1.20:8787'],
  ['a name that it was given', 'sandbox:8787'],
  ['that name in capitals', 'SANDBOX'],
])('%s is our own: %s', (_what, host) => {
  expect(isOwnHost(host, ['sandbox'])).toBe(true)
})

test.each([
  undefined,
  '',
  'evil.example:8787',
  'localhost.evil.example:8787',
  '127.0.0.1:8787.evil.example',
  '127.0.0.1.evil.example',
  'sandbox.evil.example',
  'evil-sandbox',
])('the host %p is refused', (host) => {
  expect(isOwnHost(host, ['sandbox'])).toBe(false)
})

const host = '127.0.0.1:8787'

test.each([
  ['a program', { host, origin: undefined, secFetchSite: undefined }],
  ['our page', { host, origin: `http://${host}`, secFetchSite: 'same-origin' }],
  [
    'our page behind a proxy that speaks https',
    { host, origin: `https://${host}`, secFetchSite: 'same-origin' },
  ],
  ['a typed address', { host, origin: undefined, secFetchSite: 'none' }],
  ['a page that was named', { host, origin: 'http://localhost:3000', secFetchSite: 'cross-site' }],
])('%s is served', (_who, headers) => {
  expect(whyForeign(headers, ['http://localhost:3000'])).toBeUndefined()
})

test.each([
  ['a foreign page', { host, origin: 'https://evil.example', secFetchSite: 'cross-site' }],
  ['a page on another port', { host, origin: 'http://127.0.0.1:8789', secFetchSite: 'same-site' }],
  ['a page on another port that sends no Origin', { host, origin: undefined, secFetchSite: 'same-site' }],
  ['an old browser’s foreign page', { host, origin: 'http://127.0.0.1:8789', secFetchSite: undefined }],
  ['a sandboxed frame', { host, origin: 'null', secFetchSite: undefined }],
])('%s is refused', (_who, headers) => {
  expect(whyForeign(headers, ['http://localhost:3000'])).toEqual(expect.any(String))
})

test('a refused name is told how to be let in, and so is a page', async () => {
  const { app } = testSandbox()
  const ask = async (headers: Record<string, string>) =>
    (await app.inject({ url: '/_sandbox/healthz', headers })).json().error.message
  expect(await ask({ host: 'sandbox:8787' })).toContain('--hostname sandbox')
  expect(await ask({ 'x-forwarded-host': 'evil.example' })).toContain('--hostname evil.example')
  expect(await ask({ origin: 'http://localhost:3000' })).toContain('--cors-origin http://localhost:3000')
  expect(await ask({ origin: 'null', 'sec-fetch-site': 'cross-site' })).toContain('typing its address')
})

test('a page that was named may read, change and see the answer’s signature; no other page may', async () => {
  const app = createApp(new Sandbox({ keys: knownKeys }), undefined, {
    corsOrigins: ['http://localhost:3000'],
  })
  const ask = (origin: string, method: 'GET' | 'OPTIONS' = 'GET') => {
    const preflight = method === 'OPTIONS' && { 'access-control-request-method': 'PATCH' }
    return app.inject({ method, url: '/_sandbox/settings', headers: { origin, ...preflight } })
  }
  const named = await ask('http://localhost:3000')
  expect(named.statusCode).toBe(200)
  expect(named.headers).toMatchObject({
    'access-control-allow-origin': 'http://localhost:3000',
    'access-control-expose-headers': expect.stringContaining('Signature'),
  })
  const preflight = await ask('http://localhost:3000', 'OPTIONS')
  expect(preflight.statusCode).toBe(204)
  expect(preflight.headers['access-control-allow-methods']).toContain('PATCH')
  for (const method of ['GET', 'OPTIONS'] as const) {
    const other = await ask('http://localhost:3001', method)
    expect(other.statusCode).toBe(403)
    expect(other.headers['access-control-allow-origin']).toBeUndefined()
  }
})

test('without a named page no answer has a CORS header', async () => {
  const { headers } = await testSandbox().app.inject('/_sandbox/healthz')
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})

test.each([
  ['asked directly', {}, 'http://sandbox:8787'],
  [
    'behind a proxy',
    { 'x-forwarded-host': 'mp.example.test', 'x-forwarded-proto': 'https' },
    'https://mp.example.test',
  ],
])('the addresses that it tells are those of whoever asks: %s', async (_how, headers, origin) => {
  const hostnames = ['sandbox', 'mp.example.test']
  const app = createApp(new Sandbox({ keys: knownKeys }), undefined, { hostnames })
  const response = await app.inject({
    url: '/_sandbox/credentials',
    headers: { host: 'sandbox:8787', ...headers },
  })
  expect(response.json()).toMatchObject({ gatewayUrl: `${origin}/api/open` })
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
