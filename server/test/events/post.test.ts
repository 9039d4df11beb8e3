import { createSecretKey, randomBytes } from 'node:crypto'
import dns from 'node:dns'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { privateTargets } from '../../src/config/webhook.js'
import type { Event } from '../../src/contract/events.js'
import { isAllowed, WebhookPoster } from '../../src/events/post.js'
import type { OutgoingProxy } from '../../src/outgoing.js'
import { closeAll, connectProxy, tlsServer } from '../support/connect-proxy.js'

const event = {
  ...{ id: 'evt_1', type: 'authorization.needed', timestamp: '2026-11-20T04:00:00.000Z' },
  data: { appId: 'P1', customerBelongsTo: 'ALIPAY_CN', subscriptionIds: ['sub_餐'] },
} satisfies Event

const secretOf = (bytes: Buffer) => ({
  text: `whsec_${bytes.toString('base64')}`,
  key: createSecretKey(bytes),
})
const [old, new_] = [secretOf(randomBytes(32)), secretOf(randomBytes(24))]

let received: { path: string; headers: IncomingHttpHeaders; body: string }[]
let answer: (response: ServerResponse) => void
let server: Server
let poster: WebhookPoster
const open: WebhookPoster[] = []

const posterWith = (targets: string, more: { timeoutMs?: number; proxy?: OutgoingProxy } = {}) => {
  const one = new WebhookPoster({ privateTargets: privateTargets(targets), ...more })
  open.push(one)
  return one
}

beforeEach(async () => {
  received = []
  answer = (response) => response.writeHead(204).end()
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const [path, body] = [request.url ?? '', Buffer.concat(chunks).toString()]
      received.push({ path, headers: request.headers, body })
      answer(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  poster = posterWith('127.0.0.0/8')
})
afterEach(async () => {
  jest.restoreAllMocks()
  await Promise.all(open.splice(0).map((one) => one.close()))
  await closeAll()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const port = () => (server.address() as AddressInfo).port
const target = (path = '/hooks', secrets = [new_.key, old.key]) => ({
  ...{ url: `http://127.0.0.1:${port()}${path}`, secrets },
})
const post = (by = poster, url = target().url, nowMs = Date.now()) =>
  by.post({ ...target(), url }, event, nowMs)

test('what became of a message names the trace of the request that brought it', async () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  const of = { appId: 'P1', customerBelongsTo: 'ALIPAY_CN', subscriptionId: 'sub_1', templateCode: 't' }
  const times = { createdAt: event.timestamp, finishedAt: event.timestamp }
  const data = { ...of, requestId: 'order-1', outcome: 'SENT' as const, ...times, traceId }
  await poster.post(target(), { ...event, type: 'message.finished', data }, Date.now())
  await post()
  expect(received.map(({ headers }) => headers.traceparent)).toEqual([
    expect.stringMatching(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`)),
    undefined,
  ])
})

test.each([
  ['the secret that comes', new_],
  ['the secret that goes', old],
])('the standardwebhooks package verifies a post with %s', async (_what, { text }) => {
  expect(await post()).toEqual({ isTaken: true, code: 'HTTP_204' })
  const [{ headers, body } = received[0]!] = received
  expect(new Webhook(text).verify(body, headers as Record<string, string>)).toEqual(event)
})

test('and refuses another secret, another body, another id and an old post', async () => {
  await post()
  await post(poster, target().url, Date.now() - 6 * 60_000)
  const [fresh, late] = received.map(({ headers, body }) => ({
    body,
    headers: headers as Record<string, string>,
  }))
  const verify = (secret: string, { body, headers }: typeof fresh & object) =>
    new Webhook(secret).verify(body, headers)
  expect(() => verify(new_.text, fresh!)).not.toThrow()
  expect(() => verify(secretOf(randomBytes(32)).text, fresh!)).toThrow('No matching signature')
  expect(() => verify(new_.text, { ...fresh!, body: fresh!.body.replace('P1', 'P2') })).toThrow()
  expect(() =>
    verify(new_.text, { ...fresh!, headers: { ...fresh!.headers, 'webhook-id': 'evt_2' } }),
  ).toThrow()
  expect(() => verify(new_.text, late!)).toThrow('timestamp too old')
})

test('each attempt has the same id and body, and a timestamp and signature of its own', async () => {
  for (const nowMs of [1_700_000_000_999, 1_700_000_001_000]) await post(poster, target().url, nowMs)
  const [first, second] = received
  expect(second!.body).toBe(first!.body)
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id'])
  expect([first, second].map((one) => one!.headers['webhook-timestamp'])).toEqual([
    '1700000000',
    '1700000001',
  ])
  expect(second!.headers['webhook-signature']).not.toBe(first!.headers['webhook-signature'])
  expect(first!.headers['webhook-signature']).toMatch(/^v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=$/)
})

test.each([200, 201, 202, 299])('%i is taken', async (status) => {
  answer = (response) => response.writeHead(status).end('thank you')
  expect(await post()).toEqual({ isTaken: true, code: `HTTP_${status}` })
})

test.each([400, 401, 404, 410, 429, 500, 503])('%i is not taken', async (status) => {
  answer = (response) => response.writeHead(status).end('no')
  expect(await post()).toEqual({ isTaken: false, code: `HTTP_${status}` })
})

test.each([301, 302, 303, 307, 308])('a redirect (%i) is a failure, and is not followed', async (status) => {
  answer = (response) => response.writeHead(status, { location: '/elsewhere' }).end()
  expect(await post()).toEqual({ isTaken: false, code: `HTTP_${status}` })
  expect(received.map(({ path }) => path)).toEqual(['/hooks'])
})

test('a receiver that does not answer is given up in time', async () => {
  answer = () => undefined
  expect(await post(posterWith('on', { timeoutMs: 50 }))).toEqual({ isTaken: false, code: 'TIMEOUT' })
})

test('an answer that does not end is cut off, and its status counts', async () => {
  const cut = new Promise((resolve) => {
    answer = (response) => {
      response.writeHead(200)
      const more = () => {
        while (response.write('x'.repeat(4_096)));
      }
      response.on('drain', more).on('close', resolve)
      more()
    }
  })
  expect(await post()).toEqual({ isTaken: true, code: 'HTTP_200' })
  await cut
})

test('nobody who listens is a failure that says so', async () => {
  const closed = target()
  await new Promise((resolve) => server.close(resolve))
  expect(await poster.post(closed, event, Date.now())).toEqual({ isTaken: false, code: 'ECONNREFUSED' })
})

const everyNameLeadsTo = (...addresses: string[]) => {
  const lookup = jest.spyOn(dns, 'lookup') as unknown as jest.Mock
  lookup.mockImplementation((_name: string, _options: object, done: (...given: unknown[]) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    ),
  )
}

describe('behind a proxy', () => {
  const url = 'https://platform.invalid/hooks'
  const through = (proxyUrl: string, noProxy: string[] = [], targets = 'off') =>
    posterWith(targets, { proxy: { HTTPS_PROXY: proxyUrl, NO_PROXY: noProxy } })

  test.each([
    ['93.184.216.34', ['93.184.216.34']],
    ['93.184.216.34', ['2606:2800:220:1::1', '93.184.216.34', '10.0.0.1']],
    ['[2606:2800:220:1::1]', ['2606:2800:220:1::1']],
  ])('the tunnel leads to the address that was looked at: %s of %j', async (address, addresses) => {
    const receiver = await tlsServer()
    const { asked, url: proxyUrl } = await connectProxy(receiver.port)
    everyNameLeadsTo(...addresses)
    expect(await post(through(proxyUrl), url)).toEqual({ isTaken: true, code: 'HTTP_200' })
    expect(asked.map(({ method, url: to }) => [method, to])).toEqual([['CONNECT', `${address}:443`]])
    expect(receiver.requests.map(({ headers }) => headers.host)).toEqual(['platform.invalid'])
  })

  test('it is not asked for a private address, by name or by number', async () => {
    const { asked, url: proxyUrl } = await connectProxy(port())
    everyNameLeadsTo('10.0.0.1')
    expect(await post(through(proxyUrl), url)).toMatchObject({ code: 'WEBHOOK_TARGET_REFUSED' })
    jest.restoreAllMocks()
    for (const host of ['10.0.0.1', '[fd00::1]', '169.254.169.254'])
      expect(await post(through(proxyUrl), `https://${host}/`)).toMatchObject({
        code: 'WEBHOOK_TARGET_REFUSED',
      })
    expect(asked).toEqual([])
  })

  test('a receiver that is named in NO_PROXY is connected to directly', async () => {
    const receiver = await tlsServer()
    const { asked, url: proxyUrl } = await connectProxy(receiver.port)
    everyNameLeadsTo('127.0.0.1')
    const poster = through(proxyUrl, ['platform.invalid'], '127.0.0.0/8')
    expect(await post(poster, `https://platform.invalid:${receiver.port}/`)).toMatchObject({ isTaken: true })
    expect(asked).toEqual([])
  })

  test('what it answers in place of a tunnel is told', async () => {
    const { url: proxyUrl } = await connectProxy(port(), 407)
    everyNameLeadsTo('93.184.216.34')
    expect(await post(through(proxyUrl), url)).toEqual({ isTaken: false, code: 'PROXY_ANSWERED_407' })
  })
})

describe('an address of a private network', () => {
  const refused = { isTaken: false, code: 'WEBHOOK_TARGET_REFUSED' }

  test.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '127.1', '0.0.0.0'])(
    'is not connected to, however it is written: %s',
    async (host) => {
      expect(await post(posterWith('off'), `http://${host}:${port()}/hooks`)).toEqual(refused)
      expect(received).toEqual([])
    },
  )

  test('is not connected to by a name that leads there, whenever it does', async () => {
    everyNameLeadsTo('127.0.0.1')
    const url = `http://rebound.example:${port()}/hooks`
    expect(await post(posterWith('off'), url)).toEqual(refused)
    expect(await post(posterWith('10.0.0.0/8,::1/128'), url)).toEqual(refused)
    expect(received).toEqual([])
    expect(await post(posterWith('10.0.0.0/8,127.0.0.0/8'), url)).toMatchObject({ isTaken: true })
    expect(received).toHaveLength(1)
  })

  test.each([
    ...['10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '127.8.8.8', '0.0.0.0'],
    ...['224.0.0.1', '255.255.255.255', '192.0.0.1', '198.18.0.1', '240.0.0.1'],
    ...['::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'],
    ...['2002:a00:1::', '2001::1', '2001:db8::1'],
  ])('%s is one', (address) => {
    for (const protocol of ['https:', 'http:']) expect(isAllowed(address, protocol, 'NONE')).toBe(false)
    expect(isAllowed(address, 'https:', 'ALL')).toBe(true)
  })

  test.each(['93.184.216.34', '2606:2800:220:1::1', '::ffff:93.184.216.34'])(
    '%s is none: it may be posted to, with https alone',
    (address) => {
      expect(isAllowed(address, 'https:', 'NONE')).toBe(true)
      for (const targets of ['NONE', 'ALL'] as const) expect(isAllowed(address, 'http:', targets)).toBe(false)
    },
  )
})
