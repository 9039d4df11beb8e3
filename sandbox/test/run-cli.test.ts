import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandLine, explainStartFailure, runCli as run } from '../src/run-cli.js'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'cli-'))))
afterAll(() => rm(folder, { recursive: true }))

/** What the command line printed. */
let printed: string[]
beforeEach(() => void (printed = []))
const keep = (line: string): unknown => printed.push(line)
const runCli = (line: string[]) => run(line, { log: keep, warn: keep })

const argv = (...options: string[]) => ['node', 'mini-message-sandbox', ...options]

test('the command line starts a sandbox that gives its own address', async () => {
  const sandbox = await runCli(argv('--port', '0', '--h5', 'http://127.0.0.1:9/'))
  const credentials = await (await fetch(`${sandbox.url}/_sandbox/credentials`)).json()
  expect(credentials).toEqual(sandbox.credentials)
  expect(sandbox.gatewayUrl).toBe(`${sandbox.url}/api/open`)
  await sandbox.stop()
})

test('--seed names a file in UTF-16 as such', async () => {
  const file = join(folder, 'wide.yaml')
  await writeFile(file, Buffer.from('\ufeffusers: []', 'utf16le'))
  await expect(runCli(argv('--port', '0', '--seed', file))).rejects.toThrow(
    'wide.yaml is UTF-16 (little endian): save it as UTF-8.',
  )
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

test('it tells where it is, and warns of nothing while this machine alone can reach it', async () => {
  const sandbox = await runCli(argv('--port', '0'))
  expect(printed).toEqual([
    `Sandbox is ready: ${sandbox.url}/ (gateway ${sandbox.gatewayUrl}, credentials ${sandbox.url}/_sandbox/credentials)`,
  ])
  await sandbox.stop()
})

test('it says which CA to trust, and who else can read the key', async () => {
  const state = join(folder, 'open')
  const sandbox = await runCli(
    argv(
      '--port',
      '0',
      '--https',
      '--state',
      state,
      '--host',
      '0.0.0.0',
      '--cors-origin',
      'http://localhost:3000',
    ),
  )
  expect(printed).toEqual([
    expect.stringContaining(`Sandbox is ready: ${sandbox.url}/`),
    `Clients have to trust its CA: ${sandbox.url}/_sandbox/ca.pem, or the file ${join(state, 'ca.pem')}`,
    expect.stringContaining('it listens on 0.0.0.0'),
    expect.stringContaining('scripts of http://localhost:3000'),
  ])
  await sandbox.stop()
})

test('--version is the version of the package', () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
    version: string
  }
  expect(commandLine().version()).toBe(version)
})

test.each([
  ['a webhook that is not an address', ['--webhook', 'shop'], 'webhookUrl must be an http or https address'],
  ['a hostname with a port', ['--hostname', 'sandbox:8787'], '"sandbox:8787"'],
  ['a hostname with a scheme', ['--hostname', 'http://sandbox'], 'without scheme and port'],
  ['an origin with a path', ['--cors-origin', 'http://localhost:3000/shop'], 'scheme, host and port'],
  ['every origin', ['--cors-origin', '*'], '"*"'],
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

test('an invalid shop address is named', async () => {
  await expect(runCli(argv('--port', '0', '--h5', 'shop.example'))).rejects.toThrow('"shop.example"')
})
