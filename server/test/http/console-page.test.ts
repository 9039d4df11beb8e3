import type { FastifyInstance } from 'fastify'
import { ApiKeys, newApiKey, readApiKeys } from '../../src/auth.js'
import { buildConsole } from '../../src/http/console-page.js'
import { withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const { key, setting } = newApiKey(['console'], { name: 'lin' })

let app: FastifyInstance
beforeEach(async () => {
  const { services, sender } = merchant()
  const apiKeys = new ApiKeys(readApiKeys(setting))
  const bounds = { allowedOrigins: ['*'], trustProxy: false, requestsPerMinute: 1 } as const
  app = await buildConsole({ services, sender, apiKeys, ...bounds })
})
afterEach(() => app.close())

const get = (url: string, headers = {}) => app.inject({ url, headers })

test('the page may load its own script and style, and nothing else; nobody may frame it', async () => {
  const { headers } = await get('/console')
  expect(headers['content-security-policy']).toBe(
    "default-src 'none';script-src 'self';style-src 'self';img-src data:;connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  )
  expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' })
  expect((await get('/')).headers.location).toBe('/console')
})

test('it answers nothing without a key, sets no cookie, and its answers stand in no cache', async () => {
  expect((await get('/v1/console/session')).statusCode).toBe(401)
  const answer = await get('/v1/console/session', { authorization: `Bearer ${key}` })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' })
  expect(answer.headers['set-cookie']).toBeUndefined()
})

test('it answers a page of somewhere else nothing', async () => {
  const headers = { authorization: `Bearer ${key}`, origin: 'https://elsewhere.example' }
  expect((await get('/v1/console/session', headers)).headers['access-control-allow-origin']).toBeUndefined()
})

test('at its address there is nothing but the console', async () => {
  const headers = { authorization: `Bearer ${key}` }
  for (const url of ['/v1/messages/m-1', '/metrics', '/templates', '/openapi.json'])
    expect((await get(url, headers)).statusCode).toBe(404)
})

test('the merchant server itself has no such page', async () => {
  expect((await merchant().app.inject({ url: '/console' })).statusCode).toBe(404)
})
