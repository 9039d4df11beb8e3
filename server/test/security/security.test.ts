import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { SessionTokens } from '../../src/auth.js'
import { settings } from '../../src/config/settings.js'
import { adminKey, apiKey, consoleKey, Merchant, templateCode, withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const refused = (status: number, code: string) => ({ status, body: { error: { code } } })

describe('a session token that', () => {
  const post = (token: string) =>
    merchant().subscriptions(token, { answers: [], authCode: merchant().stub.codeOf('user-1') })

  test('is forged, with another key or without one, is refused', async () => {
    const { subject = '' } = (await merchant().authorizations()).body as { subject?: string }
    const owner = { subject, appId: 'P0000000000000010001', customerBelongsTo: 'ALIPAY_CN' }
    const forged = new SessionTokens(randomBytes(32)).mint(owner, Date.parse(merchant().at())).token
    expect(await post(forged)).toMatchObject(refused(401, 'SESSION_EXPIRED'))
    const [payload = ''] = forged.split('.')
    const unsigned = createHmac('sha256', '').update(payload).digest('base64url')
    for (const token of [payload, `${payload}.`, `${payload}.${unsigned}`, `${forged}.x`]) {
      expect(await post(token)).toMatchObject(refused(401, 'SESSION_EXPIRED'))
    }
  })

  test('has a changed payload is refused', async () => {
    const [payload = '', signature = ''] = (await merchant().session()).split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
    const changed = Buffer.from(JSON.stringify({ ...claims, subject: 'another' })).toString('base64url')
    expect(await post(`${changed}.${signature}`)).toMatchObject(refused(401, 'SESSION_EXPIRED'))
  })

  test('is expired is refused', async () => {
    const token = await merchant().session()
    merchant().advance(15 * 60_000)
    expect(await post(token)).toMatchObject(refused(401, 'SESSION_EXPIRED'))
  })

  test('is replayed with the same request has the first outcome, and records nothing twice', async () => {
    const token = await merchant().session()
    const request = {
      requestId: '7f1f0b9e-6f0e-4c8e-9d2f-0a2b3c4d5e6f',
      answers: [{ templateCode, type: 'REJECT' }],
      consent: merchant().consent(),
    }
    const first = await merchant().subscriptions(token, request)
    expect((await merchant().subscriptions(token, request)).body).toEqual(first.body)
    expect(await merchant().ledger()).toHaveLength(1)
  })

  test('is another user’s opens only that user’s own subscriptions', async () => {
    const subscriptionId = await merchant().subscribed('user-1')
    const { body } = await merchant().answer(await merchant().session('user-2'), 'REJECT')
    expect(body.subscriptions[0]!.subscriptionId).not.toBe(subscriptionId)
    expect(await merchant().messages(subscriptionId)).toMatchObject({ status: 202 })
  })
})

test('SUBJECT_MISMATCH: a code of another user is revoked, and nothing is recorded', async () => {
  const answer = await merchant().answer(await merchant().session('user-1'), 'AGREE', { userId: 'user-2' })
  expect(answer).toMatchObject(refused(403, 'SUBJECT_MISMATCH'))
  expect(await merchant().ledger()).toEqual([])
  await merchant().services.background.settled()
  expect(merchant().stub.revoked.sort()).toEqual([...merchant().stub.granted].sort())
})

test.each([
  ['POST', '/v1/messages', adminKey],
  ['GET', '/v1/messages/x', adminKey],
  ['GET', '/metrics', adminKey],
  ['GET', '/v1/dead-letters', apiKey],
  ['DELETE', '/v1/users/u?customerBelongsTo=ALIPAY_CN', apiKey],
  ['GET', '/v1/console/session', apiKey],
  ['GET', '/v1/messages/x/story', apiKey],
  ['GET', '/v1/messages/x', consoleKey],
  ['GET', '/v1/users/u?customerBelongsTo=ALIPAY_CN', consoleKey],
] as const)('%s %s is closed to a key of another scope', async (method, url, key) => {
  const headers = { authorization: `Bearer ${key}` }
  expect(
    await merchant().call({ method, url, headers, ...(method === 'POST' && { payload: {} }) }),
  ).toMatchObject(refused(403, 'API_KEY_SCOPE'))
})

const injections = ["'; drop table messages; --", 'x" or "1"="1', "sub_' union select * from tokens --"]
test.each(injections)('SQL in a value (%s) is a value', async (evil) => {
  const own = await merchant().subscribed()
  expect(await merchant().messages(evil)).toMatchObject(refused(404, 'SUBSCRIPTION_NOT_FOUND'))
  const templates = [{ language: 'en', templateParameters: { orderNo: evil, storeName: evil } }]
  expect(await merchant().messages(own, { requestId: 'r', templates })).toMatchObject({ status: 202 })
  await merchant().sender.sendDue()
  expect(JSON.parse(merchant().stub.delivered.get('r')!.body)).toMatchObject({ templates })
})

test('a line break in an id or a bearer makes no header', async () => {
  const answer = await merchant().call({
    method: 'GET',
    url: '/v1/messages/x%0d%0aset-cookie:%20a=b',
    headers: { authorization: `Bearer ${apiKey}` },
  })
  expect(answer).toMatchObject(refused(400, 'INVALID_REQUEST'))
  expect(answer.headers).not.toHaveProperty('set-cookie')
})

test('markup in a value reaches the platform as it is, and no page of ours shows it', async () => {
  const markup = '<img src=x onerror=alert(1)>'
  const templates = [{ language: 'en', templateParameters: { orderNo: markup, storeName: 'X' } }]
  const { headers } = await merchant().messages(await merchant().subscribed(), { requestId: 'r', templates })
  expect(headers).toMatchObject({
    'content-type': expect.stringContaining('application/json'),
    'x-content-type-options': 'nosniff',
  })
  await merchant().sender.sendDue()
  expect(merchant().stub.delivered.get('r')!.body).toContain('onerror')
})

test.each(['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'])(
  'prototype pollution by %s is refused',
  async (payload) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await merchant().call({ method: 'POST', url: '/authorizations', headers, payload })
    expect(answer).toMatchObject(refused(400, 'INVALID_REQUEST'))
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  },
)

test('a body of 10 MB is refused by its length', async () => {
  const headers = { 'content-type': 'application/json' }
  const payload = `"${'x'.repeat(10 * 1024 * 1024)}"`
  expect(await merchant().call({ method: 'POST', url: '/authorizations', headers, payload })).toMatchObject(
    refused(413, 'BODY_TOO_LARGE'),
  )
})

test('a body that never ends arriving is cut off', async () => {
  const hasty = await Merchant.open({ requestTimeoutMs: 100 })
  const { port } = new URL(await hasty.app.listen({ port: 0, host: '127.0.0.1' }))
  const heard = await new Promise<string>((resolve) => {
    let all = ''
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(
        'POST /authorizations HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
      ),
    )
    socket.on('data', (chunk) => (all += chunk.toString()))
    socket.on('close', () => resolve(all))
  })
  expect(heard).toContain('408')
  await hasty.close()
})

test.each(['..%2f..%2fetc%2fpasswd', '%2e%2e%2f', '....//', '%00'])(
  '%s as an id leads to no file',
  async (id) => {
    const answer = await merchant().app.inject({
      url: `/v1/messages/${id}`,
      headers: { authorization: `Bearer ${apiKey}` },
    })
    expect([400, 404]).toContain(answer.statusCode)
    expect(answer.body).not.toContain('root:')
  },
)

test('API keys and sessions are compared in constant time, and never by ===', () => {
  const source = readFileSync(join(__dirname, '../../src/auth.ts'), 'utf8')
  expect(source.match(/timingSafeEqual\(/g)).toHaveLength(2)
  expect(source).not.toMatch(/(hash|given|expected|signature)\s*[!=]==?\s*(?!expected\.length)\w+(?!\.)/)
})

test('the public learns nothing of keys or settings when the platform can’t be asked', async () => {
  merchant().stub.failNext('/v2/authorizations/applyToken', {
    kind: 'result',
    status: 'F',
    code: 'SIGNATURE_INVALID',
  })
  const answer = await merchant().authorizations()
  expect(answer).toMatchObject(refused(503, 'PLATFORM_UNAVAILABLE'))
  expect(answer.body.error.message).not.toMatch(/key|KEY|SIGNATURE|_URL/)
})

describe.each([
  ['one hop', '1'],
  ['the address of the proxy', '127.0.0.0/8'],
])('behind a proxy that is trusted as %s', (_how, setting) => {
  let behind: Merchant
  beforeEach(async () => {
    const trustProxy = settings.TRUST_PROXY.parse(setting, 'TRUST_PROXY')
    behind = await Merchant.open({ requestsPerMinute: 1, trustProxy })
  })
  afterEach(() => behind.close())
  const ask = (forwarded: string) =>
    behind.call({ method: 'GET', url: '/templates', headers: { 'x-forwarded-for': forwarded } })

  test('limits by address count each client for itself', async () => {
    expect((await ask('203.0.113.1')).status).toBe(400)
    expect((await ask('203.0.113.1')).status).toBe(429)
    expect((await ask('203.0.113.2')).status).toBe(400)
  })

  test('an address that the client has written itself is not believed', async () => {
    expect((await ask('198.51.100.1, 203.0.113.1')).status).toBe(400)
    expect((await ask('198.51.100.2, 203.0.113.1')).status).toBe(429)
  })
})

test('a proxy that is not in the list is a client like any other', async () => {
  const behind = await Merchant.open({ requestsPerMinute: 1, trustProxy: ['10.0.0.0/8'] })
  const ask = (ip: string) =>
    behind.call({ method: 'GET', url: '/templates', headers: { 'x-forwarded-for': ip } })
  expect((await ask('203.0.113.1')).status).toBe(400)
  expect((await ask('203.0.113.2')).status).toBe(429)
  await behind.close()
})

test('without a trusted proxy nobody talks himself out of a limit', async () => {
  const open = await Merchant.open({ requestsPerMinute: 1 })
  const ask = (ip: string) =>
    open.call({ method: 'GET', url: '/templates', headers: { 'x-forwarded-for': ip } })
  await ask('203.0.113.1')
  const answer = await ask('203.0.113.2')
  expect(answer.status).toBe(429)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  await open.close()
})
