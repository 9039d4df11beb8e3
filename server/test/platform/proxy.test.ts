import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import tls from 'node:tls'
import { inspect } from 'node:util'
import { keepAliveTransport, type HttpAnswer, type Transport } from '../../src/platform/client.js'
import { noAnswer, NothingSent } from '../../src/platform/outcomes.js'
import type { OutgoingProxy } from '../../src/outgoing.js'
import { pem } from '../support/known-answers.js'

const certificate = pem('platform-certificate')

const closing: (() => unknown)[] = []
afterEach(async () => {
  // Servers first: a transport waits for what it has asked them.
  for (const close of closing.splice(0)) await close()
})

/** On a port of its own until the test ends; returns the port. */
async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

/** Answers `platform` to everything; its certificate is for platform.invalid, and trusted in this test. */
async function platform(): Promise<{ port: number; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = []
  const server = createTlsServer({ key: pem('platform-private'), cert: certificate }, (request, response) => {
    requests.push(request)
    response.end('platform')
  })
  const real = tls.connect as (options: tls.ConnectionOptions) => tls.TLSSocket
  jest
    .spyOn(tls, 'connect')
    .mockImplementation(((options: tls.ConnectionOptions) => real({ ...options, ca: certificate })) as never)
  return { port: await listening(server), requests }
}

/** A proxy that opens tunnels to this machine's `port`, whatever host is asked for; `status` in place of that. */
async function proxy(port: number, status?: number) {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    response.writeHead(502).end()
  })
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    asked.push(request)
    if (status !== undefined) return void client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)
    const target = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      target.write(head)
      target.pipe(client).pipe(target)
    })
    target.on('error', () => client.destroy())
    client.on('close', () => target.destroy())
  })
  return { asked, url: `http://shop:hidden%40word@127.0.0.1:${await listening(server)}` }
}

function ask(url: string, settings: OutgoingProxy, timeoutMs = 30_000): Promise<HttpAnswer> {
  const transport: Transport = keepAliveTransport({ proxy: settings })
  closing.push(() => transport.close())
  return transport.exchange({ url, headers: { 'client-id': 'C1' }, body: '{}', timeoutMs })
}

test('https goes through the proxy, which learns host and port, and the platform nothing of it', async () => {
  const { port, requests } = await platform()
  const { asked, url } = await proxy(port)
  // The name leads nowhere: only the proxy can have found the way.
  const answer = await ask('https://platform.invalid/api/open', { HTTPS_PROXY: url, NO_PROXY: [] })
  expect([answer.status, answer.body]).toEqual([200, 'platform'])
  expect(asked.map(({ method, url: target }) => [method, target])).toEqual([
    ['CONNECT', 'platform.invalid:443'],
  ])
  expect(asked[0]!.headers).toMatchObject({
    'proxy-authorization': `Basic ${Buffer.from('shop:hidden@word').toString('base64')}`,
  })
  expect(asked[0]!.headers).not.toHaveProperty('client-id')
  expect(requests[0]!.headers).toMatchObject({ host: 'platform.invalid', 'client-id': 'C1' })
  expect(Object.keys(requests[0]!.headers).filter((name) => name.startsWith('proxy'))).toEqual([])
})

test.each([
  ['named in NO_PROXY', 'platform.invalid', ['platform.invalid']],
  ['a subdomain of one in NO_PROXY', 'api.platform.invalid', ['other.invalid', '.platform.invalid']],
  ['any, with NO_PROXY=*', 'platform.invalid', ['*']],
])('a host that is %s is asked directly', async (_what, host, noProxy) => {
  const { port } = await platform()
  const { asked, url } = await proxy(port)
  const answer = ask(`https://${host}/`, { HTTPS_PROXY: url, NO_PROXY: noProxy })
  await expect(answer).rejects.toMatchObject({ name: 'NothingSent', code: 'ENOTFOUND' })
  expect(asked).toEqual([])
})

test('this machine is asked directly, and so is http', async () => {
  const { port } = await platform()
  const { asked, url } = await proxy(port)
  const settings = { HTTPS_PROXY: url, NO_PROXY: [] }
  for (const host of ['localhost', '127.0.0.1'])
    expect(await ask(`https://${host}:${port}/`, settings)).toMatchObject({ body: 'platform' })
  await expect(ask('http://platform.invalid/', settings)).rejects.toMatchObject({ code: 'ENOTFOUND' })
  expect(asked).toEqual([])
})

describe('not one byte has left where the proxy', () => {
  const nothingSent = async (answer: Promise<HttpAnswer>): Promise<NothingSent> => {
    const error: unknown = await answer.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(NothingSent)
    const said = inspect([error, noAnswer(error, 1)], { depth: Infinity, showHidden: true })
    for (const secret of ['hidden', Buffer.from('shop:hidden@word').toString('base64')])
      expect(said).not.toContain(secret)
    return error as NothingSent
  }

  test.each([407, 403, 502])('answers %d, which is told', async (status) => {
    const { port, requests } = await platform()
    const { url } = await proxy(port, status)
    const error = await nothingSent(ask('https://platform.invalid/', { HTTPS_PROXY: url, NO_PROXY: [] }))
    expect(error.code).toBe(`PROXY_ANSWERED_${status}`)
    expect(requests).toEqual([])
  })

  test('is not there', async () => {
    const url = 'http://shop:hidden%40word@127.0.0.1:9'
    const error = await nothingSent(ask('https://platform.invalid/', { HTTPS_PROXY: url, NO_PROXY: [] }))
    expect(error.code).toBe('ECONNREFUSED')
  })

  test('does not answer', async () => {
    const silent = createServer()
    silent.on('connect', () => undefined)
    const url = `http://shop:hidden%40word@127.0.0.1:${await listening(silent)}`
    const asked = ask('https://platform.invalid/', { HTTPS_PROXY: url, NO_PROXY: [] }, 100)
    expect((await nothingSent(asked)).code).toBe('TimeoutError')
  })

  test('opens a tunnel to something else than the platform', async () => {
    const { url } = await proxy(await listening(createServer()))
    await platform()
    const asked = ask('https://platform.invalid/', { HTTPS_PROXY: url, NO_PROXY: [] })
    expect((await nothingSent(asked)).code).toMatch(/SSL|ECONNRESET|EPROTO/)
  })
})
