import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { main } from '../src/main.js'
import { useEnvironment } from './support/environment.js'

const { environment } = useEnvironment((folder) => ({
  PORT: '0',
  DATABASE_FILE: join(folder, 'data', 'server.db'),
  LOG_LEVEL: 'silent',
}))

afterEach(() => (process.exitCode = undefined))

/** What `main` says on stdout or stderr. */
function listenTo(stream: 'log' | 'error'): () => string {
  const spy = jest.spyOn(console, stream).mockImplementation(() => undefined)
  return () => spy.mock.calls.flat().join('\n')
}

test('says where it listens and where its data are, and ends on SIGTERM with exit code 0', async () => {
  const said = listenTo('log')
  const exited = new Promise((resolve) =>
    jest.spyOn(process, 'exit').mockImplementation(resolve as () => never),
  )
  await main(environment)
  const [, url = ''] = /^mini-message-server listens on (\S+); data in .*server\.db$/.exec(said()) ?? []
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  process.emit('SIGTERM')
  expect(await exited).toBe(0)
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed')
  process.removeAllListeners('SIGINT')
})

test('on SIGHUP the configuration is read again', async () => {
  const said = listenTo('log')
  const exited = new Promise((resolve) =>
    jest.spyOn(process, 'exit').mockImplementation(resolve as () => never),
  )
  const key = 'another-key-of-24-characters'
  await main(environment, () => ({ ...environment, API_KEYS: key }))
  const [, url = ''] = /listens on (\S+);/.exec(said()) ?? []
  const headers = { authorization: `Bearer ${key}` }
  const ask = async () => (await fetch(`${url}/v1/messages/nothing`, { headers })).status
  expect(await ask()).toBe(401)
  process.emit('SIGHUP')
  expect(await ask()).toBe(404)
  process.emit('SIGTERM')
  await exited
  expect(process.listenerCount('SIGHUP')).toBe(0)
  process.removeAllListeners('SIGINT')
})

test.each([
  ['on', true],
  ['off', false],
])('with WATCH_FILES=%s files are watched: %s', async (setting, isWatched) => {
  listenTo('log')
  const exited = new Promise((resolve) =>
    jest.spyOn(process, 'exit').mockImplementation(resolve as () => never),
  )
  const watching = jest.spyOn(fs, 'watch')
  await main({ ...environment, WATCH_FILES: setting })
  expect(watching.mock.calls.length > 0).toBe(isWatched)
  process.emit('SIGTERM')
  await exited
  process.removeAllListeners('SIGINT')
})

test('a port that is taken is one line naming port and setting, and exit code 1', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const port = String((other.address() as AddressInfo).port)
  const said = listenTo('error')
  await main({ ...environment, PORT: port })
  expect(said()).toBe(`port ${port} is taken: stop what listens there, or set PORT to another one`)
  expect(process.exitCode).toBe(1)
  other.close()
})

test('every wrong setting is named at start, and exit code is 1', async () => {
  const said = listenTo('error')
  await main({ ...environment, PORT: 'x', CLIENT_ID: undefined })
  expect(said()).toMatch(/2 configuration errors:\n- PORT .*\n- CLIENT_ID is not set/)
  expect(process.exitCode).toBe(1)
})
