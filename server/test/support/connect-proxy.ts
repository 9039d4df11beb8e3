import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import tls from 'node:tls'
import { pem } from './known-answers.js'

const certificate = pem('platform-certificate')

/** What the tests of a file have opened. */
export const closing: (() => unknown)[] = []

/** Servers first: whoever asks waits for what was asked. */
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0)) await close()
}

/** On a port of its own until the test ends; returns the port. */
export async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

/** Gives the same answer to everything; its certificate is for platform.invalid, and trusted in this test. */
export async function tlsServer(answer = 'platform'): Promise<{ port: number; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = []
  const server = createTlsServer({ key: pem('platform-private'), cert: certificate }, (request, response) => {
    requests.push(request)
    response.end(answer)
  })
  const real = tls.connect as (options: tls.ConnectionOptions) => tls.TLSSocket
  jest
    .spyOn(tls, 'connect')
    .mockImplementation(((options: tls.ConnectionOptions) => real({ ...options, ca: certificate })) as never)
  return { port: await listening(server), requests }
}

/** A proxy that opens tunnels to this machine's `port`, whatever host is asked for; `status` in place of that. */
export async function connectProxy(port: number, status?: number) {
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
