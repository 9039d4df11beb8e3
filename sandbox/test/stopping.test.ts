import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { startSandbox, type RunningSandbox } from '../src/index.js'

async function connected({ url }: RunningSandbox, text = ''): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(text)
  return socket
}
const post = 'POST /_sandbox/faults HTTP/1.1\r\nHost: 127.0.0.1'

test.each([
  ['a connection that says nothing', ''],
  ['half a head', post],
  ['half a body', `${post}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"eff`],
  ['a body in chunks that never ends', `${post}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"eff\r\n`],
])('%s keeps no sandbox from stopping', async (_what, text) => {
  const sandbox = await startSandbox()
  const socket = await connected(sandbox, text)
  // Another answer in between: the server has met the connection before it is told to stop.
  await fetch(`${sandbox.url}/_sandbox/healthz`)
  const closed = once(socket, 'close')
  socket.resume()
  await sandbox.stop()
  await closed
})

test('an https connection that never shakes hands keeps no sandbox from stopping', async () => {
  const sandbox = await startSandbox({ https: true })
  const socket = await connected(sandbox)
  const closed = once(socket, 'close')
  socket.resume()
  await sandbox.stop()
  await closed
})

test('a request that is being answered when the sandbox stops gets its answer', async () => {
  const sandbox = await startSandbox()
  const waiting = fetch(`${sandbox.url}/_sandbox/wait-for-message?timeoutMs=60000`)
  await fetch(`${sandbox.url}/_sandbox/healthz`)
  const [answer] = await Promise.all([waiting, sandbox.stop()])
  expect(answer.status).toBe(408)
})

test('a test that waits for a message is told that the sandbox stopped', async () => {
  const sandbox = await startSandbox()
  const waiting = sandbox.waitForMessage({ requestId: 'x', timeoutMs: 60_000 })
  const told = expect(waiting).rejects.toThrow('before the sandbox stopped')
  await sandbox.stop()
  await told
})
