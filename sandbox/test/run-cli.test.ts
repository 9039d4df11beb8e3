import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { explainStartFailure, runCli } from '../src/run-cli.js'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'cli-'))))
afterAll(() => rm(folder, { recursive: true }))

const argv = (...options: string[]) => ['node', 'mini-message-sandbox', ...options]

test('the command line starts a sandbox that gives its own address', async () => {
  const sandbox = await runCli(argv('--port', '0', '--h5', 'http://127.0.0.1:9/'))
  const credentials = await (await fetch(`${sandbox.url}/_sandbox/credentials`)).json()
  expect(credentials).toEqual(sandbox.credentials)
  expect(sandbox.gatewayUrl).toBe(`${sandbox.url}/api/open`)
  await sandbox.stop()
})

test.each([
  ['YAML', 'seed.yaml', 'users:\n  - { userId: U1, name: { en: Ann }, nickName: Ann, language: en }\n'],
  [
    'JSON',
    'seed.json',
    JSON.stringify({ users: [{ userId: 'U1', name: { en: 'Ann' }, nickName: 'Ann', language: 'en' }] }),
  ],
])('--seed takes %s', async (_form, name, text) => {
  const file = join(folder, name)
  await writeFile(file, text)
  const sandbox = await runCli(argv('--port', '0', '--seed', file))
  const { users } = await (await fetch(`${sandbox.url}/_sandbox/users`)).json()
  expect(users).toMatchObject([{ userId: 'U1' }])
  await sandbox.stop()
})

test('--state keeps the keys from one run to the next', async () => {
  const state = join(folder, 'state')
  const keys = []
  for (let run = 0; run < 2; run += 1) {
    const sandbox = await runCli(argv('--port', '0', '--state', state))
    keys.push(sandbox.credentials.merchantPrivateKey)
    await sandbox.stop()
  }
  expect(keys[0]).toBe(keys[1])
})

test.each([
  ['a seed file that is not there', ['--seed', 'nowhere.yaml'], '--seed nowhere.yaml cannot be read'],
  ['an H5 address that is a file', ['--h5', 'file:///etc/passwd'], '"file:///etc/passwd"'],
  ['an H5 address that is a script', ['--h5', 'javascript:alert(1)'], 'http or https address'],
  ['a path instead of an address', ['--h5', '../../etc/passwd'], 'http or https address'],
])('%s is named', async (_what, options, words) => {
  const failure: unknown = await runCli(argv('--port', '0', ...options)).catch((error: unknown) => error)
  expect(explainStartFailure(failure)).toContain(words)
})

test('a taken port is named with the option that changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const { port } = server.address() as AddressInfo
  const failure: unknown = await runCli(argv('--port', String(port))).catch((error: unknown) => error)
  server.close()
  expect(explainStartFailure(failure)).toBe(
    `Port ${port} is taken: stop what uses it, or choose another with --port.`,
  )
})

test('a shop address that is none is named', async () => {
  await expect(runCli(argv('--port', '0', '--h5', 'shop.example'))).rejects.toThrow('"shop.example"')
})
