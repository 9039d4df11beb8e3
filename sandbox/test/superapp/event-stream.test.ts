import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { startSandbox } from '../../src/index.js'
import { testSandbox } from '../support/test-sandbox.js'

test('an open page is told of a reset, and stopping does not wait for it', async () => {
  const sandbox = await startSandbox()
  const response = await fetch(`${sandbox.url}/superapp/events`)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toBe(': connected\n\n')
  sandbox.reset()
  expect((await reader.read()).value).toBe('data: {"type":"reset"}\n\n')
  await sandbox.stop()
  expect((await reader.read()).done).toBe(true)
})

test('the page of a named origin may read the stream, as it may read every answer', async () => {
  const origin = 'http://localhost:3000'
  const sandbox = await startSandbox({ corsOrigins: [origin] })
  const headersOf = async (path: string) => {
    const { headers, body } = await fetch(`${sandbox.url}${path}`, { headers: { origin } })
    await body!.cancel()
    const ofAll = ['access-control-allow-origin', 'access-control-expose-headers', 'x-content-type-options']
    return ofAll.map((name) => headers.get(name))
  }
  try {
    const ofStream = await headersOf('/superapp/events')
    expect(ofStream[0]).toBe(origin)
    expect(ofStream).toEqual(await headersOf('/_sandbox/healthz'))
  } finally {
    await sandbox.stop()
  }
})

test('a reader that is too slow is left out, and told how much it missed', async () => {
  const { app, sandbox } = testSandbox()
  await app.listen({ port: 0 })
  const { port } = app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.setEncoding('utf8').on('data', (text: string) => void (heard += text))
  socket.write(`GET /superapp/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
  await once(socket, 'data')

  // In one turn nothing of it can leave: 8 MB, of which the reader gets what fits into the queue.
  const published = 8000
  for (let event = 0; event < published; event += 1) {
    sandbox.events.publish({ type: 'changed', what: 'x'.repeat(1000) })
  }
  while (!heard.includes('"dropped"')) await once(socket, 'data')
  const { count } = JSON.parse(/\{"type":"dropped".*?\}/.exec(heard)![0]) as { count: number }
  const told = heard.match(/"changed"/g)!.length
  expect(told + count).toBe(published)
  expect(told).toBeLessThan(1100)

  sandbox.events.publish({ type: 'reset' })
  while (!heard.includes('"reset"')) await once(socket, 'data')
  await app.close()
})
