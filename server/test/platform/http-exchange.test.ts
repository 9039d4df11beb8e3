import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { keepAliveTransport, type HttpAnswer } from '../../src/platform/http-exchange.js'

let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** One request to a server that answers so. */
async function exchange(listener: RequestListener, timeoutMs: number): Promise<HttpAnswer> {
  server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/`
  return keepAliveTransport().exchange({ url, headers: {}, body: '{}', timeoutMs })
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
