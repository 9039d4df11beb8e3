import { createServer, type RequestListener, type Server } from 'node:http'
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net'
import { keepAliveTransport, type HttpAnswer, type Transport } from '../../src/platform/client.js'
import { NothingSent } from '../../src/platform/outcomes.js'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const portOf = async (listening: TcpServer): Promise<number> => {
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  return (listening.address() as AddressInfo).port
}

const open: Transport[] = []
afterEach(() => {
  for (const transport of open.splice(0)) void transport.close()
})

const ask = (url: string, timeoutMs: number): Promise<HttpAnswer> => {
  const transport = keepAliveTransport()
  open.push(transport)
  return transport.exchange({ url, headers: {}, body: '{}', timeoutMs })
}

/** One request to a server that answers so. */
async function exchange(listener: RequestListener, timeoutMs: number): Promise<HttpAnswer> {
  const server = createServer(listener)
  servers.push(server)
  return ask(`http://127.0.0.1:${await portOf(server)}/`, timeoutMs)
}

test('an answer is its status, its headers and its body', async () => {
  const answer = await exchange((_request, response) => response.setHeader('x-one', '1').end('all'), 30_000)
  expect([answer.status, answer.header('x-one'), answer.header('x-two'), answer.body]).toEqual([
    ...[200, '1', undefined, 'all'],
  ])
})

test.each<[string, RequestListener]>([
  ['has not begun', () => undefined],
  [
    'stops in the middle',
    (_request, response) => response.writeHead(200, { 'content-length': '100' }).write('{"half'),
  ],
])('an answer that %s within the time-out is none', async (_, listener) => {
  await expect(exchange(listener, 100)).rejects.toMatchObject({ name: 'TimeoutError' })
})

describe('not one byte of the request has left', () => {
  test('where the name is unknown or nobody listens', async () => {
    await expect(ask('http://nowhere.invalid/', 30_000)).rejects.toBeInstanceOf(NothingSent)
    await expect(ask('http://127.0.0.1:9/', 30_000)).rejects.toMatchObject({
      ...{ name: 'NothingSent', code: 'ECONNREFUSED' },
    })
  })

  test.each<[string, number, (socket: Socket) => void]>([
    ['answers no handshake', 100, () => undefined],
    ['closes the connection instead', 30_000, (socket) => socket.destroy()],
    ['speaks something else than TLS', 30_000, (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('where the other side %s', async (_what, timeoutMs, answer) => {
    const sockets: Socket[] = []
    const other = createTcpServer((socket) => {
      sockets.push(socket.on('error', () => undefined))
      answer(socket)
    })
    const port = await portOf(other)
    await expect(ask(`https://127.0.0.1:${port}/`, timeoutMs)).rejects.toBeInstanceOf(NothingSent)
    for (const socket of sockets) socket.destroy()
    other.close()
  })
})

test('once the request has begun it may have arrived, whatever happens then', async () => {
  const broken = exchange((request) => request.socket.destroy(), 30_000)
  await expect(broken).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' })
  await expect(exchange(() => undefined, 100)).rejects.not.toBeInstanceOf(NothingSent)
})
