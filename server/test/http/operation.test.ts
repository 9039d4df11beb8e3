import { randomUUID } from 'node:crypto'
import { adminKey, apiKey, Merchant, templateCode, withMerchant } from '../support/merchant.js'
import { app as site } from '../support/platform-client.js'

const merchant = withMerchant()
const as = (key: string) => ({ authorization: `Bearer ${key}` })

test('metrics tell queue, oldest, dead letters, latencies and breakers', async () => {
  await merchant().messages(await merchant().subscribed())
  await merchant().sender.sendDue()
  await merchant().messages(await merchant().subscribed('user-2'))
  merchant().advance(7_000)
  const { body: text, headers } = await merchant().app.inject({ url: '/metrics', headers: as(apiKey) })
  expect(headers['content-type']).toContain('text/plain')
  expect(text).toContain('mini_message_outbox_messages{app="P0000000000000010001",status="QUEUED"} 1')
  expect(text).toContain('mini_message_outbox_oldest_seconds{app="P0000000000000010001"} 7')
  expect(text).toContain('mini_message_dead_letters{app="P0000000000000010001",outcome="UNKNOWN"} 0')
  expect(text).toMatch(
    /mini_message_http_request_seconds_count\{route="POST \/v1\/messages",status="202"\} 2/,
  )
  expect(text).toContain(
    'mini_message_breaker_open{app="P0000000000000010001",site="ALIPAY_CN",template=""} 0',
  )
  expect(text).not.toMatch(/user-1|orderNo/)
})

test('metrics are for keys that may read', async () => {
  expect((await merchant().app.inject({ url: '/metrics' })).statusCode).toBe(401)
  expect((await merchant().app.inject({ url: '/metrics', headers: as(adminKey) })).statusCode).toBe(403)
})

test('dead letters are listed and sent again by an administrator', async () => {
  const subscriptionId = await merchant().subscribed()
  const fault = { kind: 'result', status: 'F', code: 'PROCESS_FAIL' } as const
  merchant().stub.failNext('/v2/miniprogram/message/send', fault)
  await merchant().messages(subscriptionId, { requestId: 'order-0042' })
  await merchant().sender.sendDue()
  const list = () => merchant().call({ method: 'GET', url: '/v1/dead-letters', headers: as(adminKey) })
  expect((await list()).body).toMatchObject({ messages: [{ requestId: 'order-0042', code: 'PROCESS_FAIL' }] })
  const metrics = await merchant().app.inject({ url: '/metrics', headers: as(apiKey) })
  expect(metrics.body).toContain('mini_message_dead_letters{app="P0000000000000010001",outcome="REJECTED"} 1')
  const url = '/v1/dead-letters/order-0042/resend'
  expect(await merchant().call({ method: 'POST', url, headers: as(adminKey) })).toMatchObject({ status: 202 })
  await merchant().sender.sendDue()
  expect(await merchant().message('order-0042')).toMatchObject({ outcome: 'SENT' })
  expect((await list()).body).toEqual({ messages: [] })
  expect(await merchant().call({ method: 'POST', url, headers: as(adminKey) })).toMatchObject({ status: 409 })
})

test('a queued message is taken back', async () => {
  await merchant().messages(await merchant().subscribed(), { requestId: 'order-0042' })
  const options = { method: 'DELETE', url: '/v1/messages/order-0042', headers: as(apiKey) } as const
  expect(await merchant().call(options)).toMatchObject({ status: 200, body: { status: 'FINISHED' } })
  expect(await merchant().sender.sendDue()).toBe(0)
})

test('there is a page to read the OpenAPI document on', async () => {
  const own = await Merchant.open({ apiDocs: true })
  const page = await own.app.inject({ url: '/docs/' })
  expect(page.statusCode).toBe(200)
  expect(page.headers['content-type']).toContain('text/html')
  await own.close()
})

test('without that page the document is still there', async () => {
  expect((await merchant().app.inject({ url: '/docs/' })).statusCode).toBe(404)
  expect(await merchant().call({ method: 'GET', url: '/openapi.json' })).toMatchObject({ status: 200 })
})

test('a stop lets a request under way end, and then nobody listens', async () => {
  const own = await Merchant.open()
  const url = await own.app.listen({ port: 0, host: '127.0.0.1' })
  const applyToken = '/v2/authorizations/applyToken'
  let go = () => {}
  own.stub.failNext(applyToken, { kind: 'wait', until: new Promise<void>((resolve) => (go = resolve)) })
  const body = {
    ...{ requestId: randomUUID(), ...site, scopes: ['auth_user'], templateCodes: [templateCode] },
    authCode: own.stub.codeOf('user-1'),
  }
  const asked = fetch(`${url}/authorizations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  while (own.stub.callsOf(applyToken).length === 0) await new Promise(setImmediate)
  const stopped = own.app.close()
  go()
  expect((await asked).status).toBe(200)
  await stopped
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed')
  await own.close()
})
