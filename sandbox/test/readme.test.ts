import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { startSandbox, type RunningSandbox } from '../src/index.js'
import { Sandbox } from '../src/sandbox.js'
import { parseSeed } from '../src/state/read-seed.js'
import { createApp } from '../src/app.js'
import { accessToken, message, sendMessage } from './support/shop.js'
import { knownKeys } from './support/test-sandbox.js'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, text = '']) => text)
const blockWith = (language: string, words: string): string =>
  blocks(language).find((text) => text.includes(words)) ?? `no ${language} block with ${words}`

const run = promisify(execFile)
const hasCurl = spawnSync('curl', ['--version']).status === 0
const testWithCurl = hasCurl ? test : test.skip
const reason = hasCurl ? '' : ' (skipped: curl does not run here)'

let sandbox: RunningSandbox
let folder: string
beforeAll(async () => {
  sandbox = await startSandbox()
  folder = await mkdtemp(join(tmpdir(), 'readme-'))
})
afterAll(async () => {
  await sandbox.stop()
  await rm(folder, { recursive: true })
})

const seedFile = blockWith('yaml', 'miniPrograms:')

testWithCurl(
  `every example of the control API runs as it stands${reason}`,
  async () => {
    // The one that waits finds nothing in a fresh sandbox: its time-out is what it answers then.
    const script = blockWith('sh', 'post() {')
      .replaceAll('http://127.0.0.1:8787', sandbox.url)
      .replace('timeoutMs=5000', 'timeoutMs=1')
      .replace(/^(curl .*wait-for-message.*)$/m, '$1 || test $? -eq 22')
    await writeFile(join(folder, 'seed.yaml'), seedFile)
    const { stdout } = await run('sh', ['-euc', script], { cwd: folder })
    expect(stdout).toContain('"seeded":true')
    expect(stdout).toContain('"next":"sendMessage"')
    expect(stdout.endsWith('{"reset":true}')).toBe(true)
  },
  60_000,
)

test('the seed file is one', () => {
  const seed = parseSeed(seedFile)
  expect(seed.miniPrograms).toMatchObject([{ appId: 'P0000000000000020001' }])
  expect(seed.settings).toEqual({ messagesPerUserAndDay: 10 })
})

test('the program of a test runs as it stands', async () => {
  const body = blockWith('ts', "from 'mini-message-sandbox'")
    .replace(/^import .*$/m, '')
    .replace('// point your backend', 'await send(sandbox)\n// point your backend')
  const send = async ({ url, gatewayUrl, credentials }: RunningSandbox): Promise<void> => {
    expect(gatewayUrl).toContain(url)
    expect(credentials.merchantPrivateKey).toContain('PRIVATE KEY')
  }
  const started: RunningSandbox[] = []
  const starter = async (options: Parameters<typeof startSandbox>[0]): Promise<RunningSandbox> => {
    const made = await startSandbox(options)
    // No backend sends here: the message is put where the sandbox would have it from one.
    const waitForMessage: RunningSandbox['waitForMessage'] = (filter) =>
      Promise.resolve({ requestId: filter?.requestId } as never)
    const watched = { ...made, waitForMessage }
    started.push(watched)
    return watched
  }
  const AsyncFunction = Object.getPrototypeOf(send).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<{ requestId: string }>
  const answer = await new AsyncFunction('startSandbox', 'send', `${body}\nreturn message`)(starter, send)
  expect(answer).toEqual({ requestId: 'order-42' })
  await expect(fetch(`${started[0]!.url}/_sandbox/healthz`)).rejects.toThrow('fetch failed')
})

test('the message that the example waits for comes by its requestId', async () => {
  const inner = new Sandbox({ keys: knownKeys })
  const app = createApp(inner)
  const waiting = app.inject('/_sandbox/wait-for-message?requestId=order-42&timeoutMs=5000')
  inner.clock.skewMs = Date.parse('2026-11-20T12:00:00+08:00') - Date.now()
  await sendMessage(app, message(await accessToken(app, inner), { requestId: 'order-42' }))
  expect((await waiting).json()).toMatchObject({ requestId: 'order-42' })
})

test('the recipe for GitHub Actions uses options and routes that there are', async () => {
  const steps = parse(blockWith('yaml', 'setup-node')) as { run?: string; env?: Record<string, string> }[]
  const commands = steps.flatMap(({ run: command }) => command ?? [])
  const options = commands.join(' ').match(/mini-message-sandbox (.*?) &/)?.[1] ?? ''
  expect(options.match(/--\w[\w-]*/g)).toEqual(['--port', '--state'])
  expect(readme).toContain('| `--state <folder>`')
  const health = commands.join(' ').match(/http:\/\/127\.0\.0\.1:8787(\/_sandbox\/\w+)/)?.[1] ?? ''
  expect((await fetch(`${sandbox.url}${health}`)).status).toBe(200)
  const platform = steps.find(({ env }) => env)?.env?.PLATFORM_URL?.replace('http://127.0.0.1:8787', '')
  expect(sandbox.gatewayUrl).toBe(`${sandbox.url}${platform}`)
})

test('every option and every route that the README names exists', async () => {
  const { paths } = (await (await fetch(`${sandbox.url}/_sandbox/openapi.json`)).json()) as { paths: object }
  const table = readme.slice(readme.indexOf('| routes | what for |'), readme.indexOf('A seed file, as far'))
  const cells = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(
    ([, cell = '']) => cell.match(/`[^`]+`/g) ?? [],
  )
  const named = cells.map((cell) => cell.slice(1, -1)).filter((name) => !name.startsWith('/'))
  expect(named.length).toBeGreaterThan(25)
  const known = Object.keys(paths).map((path) => path.replace('/_sandbox/', ''))
  expect(named.filter((name) => !known.includes(name))).toEqual([])
})
