import { showRequest } from '../../src/gateway/request-log.js'
import { headersFor, isoTime, send, signedRequest, type MerchantRequest } from '../support/merchant.js'
import { authCode, exchange } from '../support/shop.js'
import { clientId, startTime, testSandbox } from '../support/test-sandbox.js'

const path = '/v2/authorizations/applyToken'

function setUp(settings = {}) {
  const { sandbox, app } = testSandbox(settings)
  const body = JSON.stringify(exchange(authCode(sandbox)))
  const good = signedRequest(path, body)
  const code = async (request: MerchantRequest): Promise<string> =>
    (await send(app, request)).result.resultCode
  return { sandbox, app, good, code, body }
}

test('a signed request is answered', async () => {
  const { good, code } = setUp()
  expect(await code(good)).toBe('SUCCESS')
})

test.each<[string, (request: MerchantRequest) => MerchantRequest]>([
  ['body', (one) => ({ ...one, body: one.body.replace('ALIPAY_CN', 'ALIPAY_HK') })],
  ['path', (one) => ({ ...one, uri: one.uri.replace('applyToken', 'applyTokeN') })],
  ['query', (one) => ({ ...one, uri: `${one.uri}?a=1` })],
  ['time', (one) => ({ ...one, headers: { ...one.headers, 'request-time': isoTime(startTime + 1000) } })],
  [
    'signature',
    (one) => ({
      ...one,
      headers: { ...one.headers, signature: String(one.headers.signature).replace(/.(?=.{12}$)/, '!') },
    }),
  ],
])('a changed %s is refused, and nothing is spent', async (_part, change) => {
  const { good, code } = setUp()
  expect(await code(change(good))).toBe('SIGNATURE_INVALID')
  expect(await code(good)).toBe('SUCCESS')
})

test('an unknown or missing client is refused', async () => {
  const { good, code } = setUp()
  expect(await code({ ...good, headers: { ...good.headers, 'client-id': `${clientId}X` } })).toBe(
    'CLIENT_INVALID',
  )
  const nameless = Object.entries(good.headers).filter(([name]) => name !== 'client-id')
  expect(await code({ ...good, headers: Object.fromEntries(nameless) })).toBe('CLIENT_INVALID')
})

test('a key version that was never uploaded is refused; without one the newest is taken', async () => {
  const { good, code } = setUp()
  const signature = String(good.headers.signature)
  const as = (text: string): MerchantRequest => ({ ...good, headers: { ...good.headers, signature: text } })
  expect(await code(as(signature.replace('keyVersion=1', 'keyVersion=2')))).toBe('KEY_NOT_FOUND')
  expect(await code(as(signature.replace(' keyVersion=1,', '')))).toBe('SUCCESS')
})

test.each([
  ['an unsupported algorithm', 'algorithm=ECC224, keyVersion=1, signature=AAAA'],
  ['no signature part', 'algorithm=RSA256, keyVersion=1'],
])('a header with %s is refused', async (_what, signature) => {
  const { good, code } = setUp()
  expect(await code({ ...good, headers: { ...good.headers, signature } })).toBe('SIGNATURE_INVALID')
})

test.each([
  ['at the limit', -300_000, 'SUCCESS'],
  ['too old', -301_000, 'TIMESTAMP_INVALID'],
  ['too far ahead', 301_000, 'TIMESTAMP_INVALID'],
])('a request that is %s is answered %s ms off with %s', async (_what, offset, expected) => {
  const { code, body } = setUp()
  expect(await code(signedRequest(path, body, startTime + offset))).toBe(expected)
})

test('a Request-Time without an offset is illegal although it is signed', async () => {
  const { code, body } = setUp()
  const time = '2026-11-20T12:00:00'
  const headers = headersFor(`POST /api/open${path}\n${clientId}.${time}.${body}`, time)
  expect(await code({ uri: `/api/open${path}`, body, headers })).toBe('PARAM_ILLEGAL')
})

test('moving the sandbox’s own time refuses no fresh request', async () => {
  const { sandbox, good, code } = setUp({ authCodeLifetimeMs: 10 ** 9 })
  sandbox.clock.offsetMs = 600_000
  expect(await code(good)).toBe('SUCCESS')
})

test('the log says what was expected, and never a code', async () => {
  const { sandbox, good, code } = setUp()
  await code({ ...good, uri: `${good.uri}?a=1` })
  const [entry] = sandbox.requestLog.list().map(showRequest)
  expect(entry).toMatchObject({
    resultCode: 'SIGNATURE_INVALID',
    differs: expect.stringContaining('The key is the right one'),
    remedy: expect.stringContaining('query'),
  })
  expect(entry?.expected).toContain(`POST ${good.uri}?a=1\n${clientId}.`)
  const { authCode: secret } = JSON.parse(good.body) as { authCode: string }
  expect(JSON.stringify(sandbox.requestLog.list().map(showRequest))).not.toContain(secret)
})

test('the whole expected string is in the log, without secrets, and never in the answer', async () => {
  const { sandbox, app, good } = setUp()
  const body = good.body.replace('}', ', "extendInfo": "x"}')
  const answer = await send(app, { ...good, body })
  const [entry] = sandbox.requestLog.list().map(showRequest)
  const { authCode: secret } = JSON.parse(good.body) as { authCode: string }
  const head = `POST ${good.uri}\n${clientId}.${good.headers['request-time']}.`
  expect(entry?.expected).toBe(`${head}${body.replace(secret, '<authCode>')}`)
  expect(JSON.stringify(answer)).not.toContain('POST /api')
})

test('of several mistakes the first in the platform’s order is told', async () => {
  const { code, body } = setUp()
  const late = startTime + 10 ** 6
  const mended = [
    { uri: '/api/open/v2/no/such', body: '[', headers: headersFor('x', 'x') },
    signedRequest('/v2/no/such', '[', late),
    signedRequest('/v2/no/such', '['),
    signedRequest(path, '['),
    signedRequest(path, JSON.stringify(exchange('X', { customerBelongsTo: 'WALLET', appId: 'P404' }))),
    signedRequest(path, JSON.stringify(exchange('X'))),
    signedRequest(path, body),
  ]
  const codes = []
  for (const request of mended) codes.push(await code(request))
  expect(codes).toEqual([
    'SIGNATURE_INVALID',
    'TIMESTAMP_INVALID',
    'INVALID_API',
    'PARAM_ILLEGAL',
    'ACCESS_DENIED',
    'INVALID_AUTHCODE',
    'SUCCESS',
  ])
})

test('each answer names its entry in the log as Trace-Id', async () => {
  const { sandbox, app, good } = setUp()
  const { uri: url, body: payload, headers } = good
  const response = await app.inject({ method: 'POST', url, payload, headers })
  expect(response.headers['trace-id']).toBe(sandbox.requestLog.list()[0]?.requestLogId)
})
