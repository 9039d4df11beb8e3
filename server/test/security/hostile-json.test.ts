import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { adminKey, apiKey, consoleAdminKey, Merchant, templateCode } from '../support/merchant.js'
import { app as site } from '../support/platform-client.js'

const cases = Number(process.env.HOSTILE_CASES ?? 1_000)
jest.setTimeout(60_000 + cases * 40)

let merchant: Merchant
let [session, subscriptionId] = ['', '']
beforeAll(async () => {
  merchant = await Merchant.open({ requestsPerMinute: 1_000_000 })
  subscriptionId = await merchant.subscribed()
  session = await merchant.session()
})
afterAll(() => merchant.close())

const evil = fc.constantFrom(
  ...[
    '__proto__',
    'constructor',
    "' or 1=1 --",
    '../../etc/passwd',
    '..%2f..%2f',
    '<script>',
    '\r\nX-A: b',
    '\u0000',
    '',
  ],
  ...['{{orderNo}}', '${1+1}', '\ud800', 'x'.repeat(5_000), '%00', '1e999', 'null', '😀'],
)
const text = fc.oneof(evil, fc.string(), fc.string({ unit: 'binary' }))
const value = fc.oneof(
  text,
  fc.jsonValue(),
  fc.dictionary(text, fc.jsonValue()),
  fc.constantFrom<unknown>(-0, 1e308, [[[[[]]]]], {}, true, null),
)

/** What each route takes, so that most cases get past the first check. */
const good = (): Record<string, object> => ({
  '/authorizations': {
    requestId: randomUUID(),
    ...site,
    scopes: [],
    authCode: 'x',
    templateCodes: [templateCode],
  },
  '/subscriptions': {
    requestId: randomUUID(),
    answers: [{ templateCode, type: 'REJECT' }],
    consent: merchant.consent(),
  },
  '/v1/messages': message(),
  '/v1/messages/batch': { messages: [message(), message()] },
  '/v1/messages/cancel': { reference: 'order-1', dryRun: false },
  '/v1/console/search': { text: 'order-1', customerBelongsTo: 'ALIPAY_CN' },
  '/v1/console/breakers/release': { ...site, templateCode },
  '/v1/messages/search': { reference: 'order-1', subscriptionId, limit: 10 },
  '/v1/dead-letters/search': { reference: 'order-1', outcome: 'UNKNOWN', limit: 10 },
  '/v1/dead-letters/resend': { reference: 'order-1', dryRun: false },
})
const message = () => ({
  requestId: randomUUID(),
  to: { subscriptionId },
  templateCode,
  templates: [{ language: 'en', templateParameters: { orderNo: '1', storeName: 'X' } }],
})
const routes: [method: 'GET' | 'POST' | 'DELETE', path: string][] = [
  ['GET', '/templates'],
  ['POST', '/authorizations'],
  ['POST', '/subscriptions'],
  ['POST', '/v1/messages'],
  ['POST', '/v1/messages/batch'],
  ['POST', '/v1/messages/cancel'],
  ['POST', '/v1/messages/search'],
  ['GET', '/v1/messages/:id'],
  ['DELETE', '/v1/messages/:id'],
  ['GET', '/v1/dead-letters'],
  ['POST', '/v1/dead-letters/search'],
  ['POST', '/v1/dead-letters/resend'],
  ['POST', '/v1/dead-letters/:id/resend'],
  ['GET', '/v1/events'],
  ['GET', '/v1/messages/:id/story'],
  ['GET', '/v1/console/session'],
  ['GET', '/v1/console/overview'],
  ['GET', '/v1/console/audit'],
  ['POST', '/v1/console/search'],
  ['POST', '/v1/console/breakers/release'],
  ['POST', '/v1/console/messages/:id/resend'],
  ['POST', '/v1/console/messages/:id/cancel'],
  ['GET', '/v1/users/:id'],
  ['GET', '/v1/users/:id/export'],
  ['DELETE', '/v1/users/:id'],
  ['GET', '/metrics'],
  ['GET', '/healthz'],
  ['GET', '/readyz'],
  ['GET', '/openapi.json'],
]
const keyOf = (path: string) => {
  if (path === '/subscriptions') return session
  if (/console|story/.test(path)) return consoleAdminKey
  return /dead|users/.test(path) ? adminKey : apiKey
}

test('the list above holds every route', () => {
  const { paths } = merchant.app.swagger() as { paths: Record<string, object> }
  const told = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{\w+\}/, ':id')}`),
  )
  expect(routes.map((route) => route.join(' ')).sort()).toEqual(told.sort())
})

test(`whatever is sent, no route breaks, hangs, or tells what is inside (${cases} cases)`, async () => {
  const hostile = fc.record({
    route: fc.constantFrom(...routes),
    id: text,
    query: fc.dictionary(
      fc.oneof(
        fc.constantFrom('appId', 'customerBelongsTo', 'limit', 'templateCodes', 'span', 'before'),
        text,
      ),
      text,
      { maxKeys: 4 },
    ),
    broken: fc.dictionary(
      fc.oneof(fc.constantFrom('requestId', 'to', 'templates', 'answers', 'authCode', 'consent'), text),
      value,
      { maxKeys: 3 },
    ),
    isWhole: fc.boolean(),
    whole: value,
  })
  await fc.assert(
    fc.asyncProperty(hostile, async ({ route: [method, path], id, query, broken, isWhole, whole }) => {
      const filled = path.replace(':id', encodeURIComponent(Buffer.from(id).toString()) || 'x')
      const search = new URLSearchParams(query).toString()
      const payload = isWhole ? whole : { ...good()[path], ...broken }
      const { statusCode, body } = await merchant.app.inject({
        method,
        url: `${filled}?${search}`,
        headers: { authorization: `Bearer ${keyOf(path)}`, 'content-type': 'application/json' },
        ...(method === 'POST' && { payload: JSON.stringify(payload) }),
      })
      expect(statusCode).toBeLessThan(500)
      expect(body).not.toMatch(/sqlite|node_modules|\.ts:|\.js:\d|at async|PRIVATE KEY/i)
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    }),
    { numRuns: cases },
  )
})
