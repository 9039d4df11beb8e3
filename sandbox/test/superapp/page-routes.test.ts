import { createApp } from '../../src/app.js'
import { Sandbox } from '../../src/sandbox.js'
import { appId, knownKeys, testSandbox } from '../support/test-sandbox.js'

const assets = { html: '<p>phone</p>', script: 'page()', style: 'p{}', bridge: 'bridge(SANDBOX)' }
const h5Url = 'https://shop.example/shop?x=1'
const app = () => createApp(new Sandbox({ keys: knownKeys, h5Url }), assets)

test('the page frames the shop and programs of this machine only, and nobody frames the page', async () => {
  const response = await app().inject({ url: '/', headers: { host: '127.0.0.1' } })
  expect(response.body).toBe(assets.html)
  const policy = String(response.headers['content-security-policy'])
  expect(policy).toContain(
    'frame-src https://shop.example http://127.0.0.1:* http://localhost:* https://127.0.0.1:*',
  )
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
})

test('a second mini program may be framed as well', async () => {
  const both = new Sandbox({ keys: knownKeys, h5Url, dslUrl: 'https://dsl.example/' })
  const response = await createApp(both, assets).inject({ url: '/', headers: { host: '127.0.0.1' } })
  const policy = String(response.headers['content-security-policy'])
  expect(policy).toContain('frame-src https://shop.example https://dsl.example http://127.0.0.1:*')
})

test('the page may show the logos of its mini programs, and no other picture of another origin', async () => {
  const sandbox = new Sandbox({ keys: knownKeys })
  const imagesOf = async () => {
    const response = await createApp(sandbox, assets).inject({ url: '/', headers: { host: '127.0.0.1' } })
    return /img-src ([^;]*)/.exec(String(response.headers['content-security-policy']))?.[1]
  }
  expect(await imagesOf()).toBe("'self' data:")
  sandbox.miniProgram.logoUrl = 'https://cdn.example/noodles/logo.png'
  expect(await imagesOf()).toBe("'self' data: https://cdn.example")
})

test('the page has one origin: localhost leads to 127.0.0.1', async () => {
  const response = await app().inject({ url: '/?lang=en', headers: { host: 'localhost' } })
  expect(response.statusCode).toBe(302)
  expect(response.headers.location).toBe('http://127.0.0.1/?lang=en')
})

test('the bridge script carries the appId and the phone’s origin', async () => {
  const response = await app().inject({
    url: '/superapp/hylid-bridge/index.js',
    headers: { host: 'localhost' },
  })
  expect(response.headers['content-type']).toContain('text/javascript')
  expect(response.body).toContain('bridge(SANDBOX)')
  expect(response.body).toContain(
    JSON.stringify({ appId, appIdShape: 'object', httpErrors: 'success', phoneOrigin: 'http://127.0.0.1' }),
  )
})

test('a sandbox without a built page says so, and its session has no shop', async () => {
  const { app: bare } = testSandbox()
  const page = await bare.inject({ url: '/', headers: { host: '127.0.0.1' } })
  expect(page.statusCode).toBe(503)
  expect(page.body).toContain('npm run build -w sandbox')
  expect((await bare.inject({ url: '/superapp/session' })).json()).toMatchObject({ h5Url: null })
})
