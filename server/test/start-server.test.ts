import { connect, type AddressInfo, type Socket } from 'node:net'
import { readConfig } from '../src/config/settings.js'
import { silentLog } from '../src/runtime.js'
import { startServer, type MerchantServer } from '../src/main.js'
import { useEnvironment } from './support/environment.js'
import { TcpProxy } from './support/tcp-proxy.js'
import { emptySchema, findServer } from './support/test-database.js'

const { environment } = useEnvironment(() => ({ DATABASE_FILE: ':memory:' }))
const database = findServer()

if (database === undefined) {
  test.skip('a start while PostgreSQL is away: skipped, since no server was found; set TEST_DATABASE_URL to run it', () => {})
} else {
  describe('a start while PostgreSQL is away', () => startsWithout(database))
}

function startsWithout(at: string): void {
  test('waits for it, tells the log once, and then serves', async () => {
    const schema = await emptySchema(at)
    const { proxy, url } = await TcpProxy.before(schema.url)
    await proxy.refuse()
    const events: string[] = []
    let waits = 0
    const server = await startServer(
      readConfig({ ...environment, DATABASE_URL: url }),
      (level, event) => level === 'error' && events.push(event),
      {
        pause: async () => {
          if ((waits += 1) === 2) await proxy.listen()
        },
      },
    )
    expect(waits).toBe(2)
    expect(events).toEqual(['database-unavailable'])
    expect(await server.app.inject({ url: '/readyz' })).toMatchObject({ statusCode: 200 })
    await server.close()
    await proxy.refuse()
    await schema.drop()
  })

  test('does not wait for what waiting does not mend', async () => {
    const url = new URL(at)
    url.pathname = '/no_such_database'
    const started = startServer(readConfig({ ...environment, DATABASE_URL: url.href }), silentLog, {
      pause: () => Promise.reject(new Error('it waited')),
    })
    await expect(started).rejects.toThrow('database "no_such_database" does not exist')
  })
}

describe('a stop', () => {
  let server: MerchantServer
  beforeEach(async () => {
    // Long, where the stop must not need it; the tests that need it say so.
    server = await startServer(readConfig({ ...environment, STOP_TIMEOUT_MS: '600000' }), silentLog)
    await server.app.listen({ port: 0, host: '127.0.0.1' })
  })

  /** A connection that has sent this, once the server has seen it. */
  async function connected(to: MerchantServer, bytes: string): Promise<Socket> {
    const seen = new Promise<Socket>((resolve) => to.app.server.once('connection', resolve))
    const socket = connect((to.app.server.address() as AddressInfo).port, '127.0.0.1')
    const other = await seen
    socket.write(bytes)
    while (other.bytesRead < bytes.length) await new Promise(setImmediate)
    return socket
  }
  const ended = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve))

  test.each([
    ['never spoke', ''],
    ['sent half a request', 'GET /healthz HTTP/1.1\r\nhost: x\r\nx-half: '],
  ])('does not wait for a connection that %s', async (_what, bytes) => {
    const socket = await connected(server, bytes)
    const end = ended(socket)
    await server.close()
    await end
    expect(socket.destroyed).toBe(true)
  })

  test('does not wait for a connection that is kept open for the next request', async () => {
    const socket = await connected(server, 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n')
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(data.toString())),
    )
    expect(answer).toContain('HTTP/1.1 200')
    const end = ended(socket)
    await server.close()
    await end
    expect(server.app.server.listening).toBe(false)
  })

  test('waits for a request that does not end only as long as it is set to', async () => {
    await server.close()
    const lines: string[] = []
    const short = await startServer(readConfig({ ...environment, STOP_TIMEOUT_MS: '200' }), (_level, event) =>
      lines.push(event),
    )
    await short.app.listen({ port: 0, host: '127.0.0.1' })
    const head =
      'POST /authorizations HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{'
    const socket = await connected(short, head)
    const end = ended(socket)
    await short.close()
    await end
    expect(lines).toContain('connections-cut')
  })
})

test('metrics tell memory, processor and event loop of the process', async () => {
  const server = await startServer(readConfig(environment), silentLog)
  const headers = { authorization: `Bearer ${environment.API_KEYS}` }
  const { body } = await server.app.inject({ url: '/metrics', headers })
  await server.close()
  expect(body).toMatch(/^process_resident_memory_bytes \d/m)
  expect(body).toMatch(/^process_cpu_seconds_total \d/m)
  expect(body).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m)
})
