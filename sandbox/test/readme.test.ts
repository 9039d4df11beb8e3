import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { createMy } from '../src/bridge/my.js'
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

const seedFile = blockWith('yaml title=seed.yaml', 'miniPrograms:')

testWithCurl(
  `every example of the control API runs as it stands${reason}`,
  async () => {
    const script = blockWith('sh', '# Answer authorization page and panel')
      .replaceAll('http://127.0.0.1:8787', sandbox.url)
      .replace('timeoutMs=5000', 'timeoutMs=1')
    await writeFile(join(folder, 'seed.yaml'), seedFile)
    const { stdout } = await run('sh', ['-euc', script], { cwd: folder })
    expect(stdout).toContain('"seeded":true')
    expect(stdout).toContain('"next":"sendMessage"')
    expect(stdout.endsWith('{"reset":true}')).toBe(true)
  },
  60_000,
)

testWithCurl(
  `the ten minutes run as they stand${reason}`,
  async () => {
    const own = await startSandbox()
    const place = await mkdtemp(join(folder, 'ten-minutes-'))
    const [, section = ''] = /\n## Ten minutes\n([^]*?)\n## /.exec(readme) ?? []
    const script = [...section.matchAll(/```sh\n([^]*?)```/g)].map(([, code]) => code).join('')
    try {
      const { stdout } = await run('bash', ['-euc', script.replaceAll('http://127.0.0.1:8787', own.url)], {
        cwd: place,
      })
      expect(stdout).toMatch(/^template code: \d{24}$/m)
      expect(stdout).toMatch(/^Table 7 is free\.$/m)
      expect(stdout).toMatch(/^no answer, and yet it was sent:\n2$/m)
      expect(stdout).toMatch(/does not belong to the public key/)
      expect(own.requests()[0]!.resultCode).toBe('SIGNATURE_INVALID')
    } finally {
      await own.stop()
    }
  },
  120_000,
)

test('the seed file is one', () => {
  const seed = parseSeed(seedFile)
  expect(seed.miniPrograms).toMatchObject([{ appId: 'P0000000000000020001' }])
  expect(seed.settings).toEqual({ messagesPerUserAndDay: 10 })
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

test('the Compose file uses options, routes and addresses that there are', async () => {
  const { services } = parse(blockWith('yaml', 'services:')) as {
    services: Record<string, { command?: string; healthcheck?: { test: string }; environment?: object }>
  }
  const [, ...options] = services.sandbox!.command!.split('mini-message-sandbox')[1]!.split(' ')
  expect(options.filter((word) => word.startsWith('--'))).toEqual(['--host', '--hostname', '--state'])
  const there = await startSandbox({ host: '0.0.0.0', hostnames: ['sandbox'] })
  try {
    const ask = (address: string, host: string) =>
      fetch(address.replace(/http:\/\/[^/]+/, there.url), { headers: { host } })
    const health = services.sandbox!.healthcheck!.test.split(' ').at(-1)!
    expect((await ask(health, '127.0.0.1:8787')).status).toBe(200)
    const { PLATFORM_URL: platform } = services.shop!.environment as { PLATFORM_URL: string }
    // The gateway answers 200 to all it does not understand; a foreign name is 403.
    expect((await ask(`${platform}/v2/nothing`, 'sandbox:8787')).status).toBe(200)
  } finally {
    await there.stop()
  }
})

test('every option of the command line is in the README, with no other', async () => {
  const { commandLine } = await import('../src/run-cli.js')
  const own = commandLine().options.map(({ long }) => long)
  const table = [...readme.matchAll(/^\| `(--[\w-]+)/gm)].map(([, name]) => name)
  expect([...new Set(table)].sort()).toEqual(own.sort())
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

test('the README names every JSAPI that a shop finds at window.my, and no other', () => {
  const named = /^It has (`getAuthCode`.+?), with `success/m.exec(readme)![1]!
  const world = {
    appId: '2021',
    appIdShape: 'object',
    httpErrors: 'fail',
    callPhone: jest.fn(),
    send: fetch,
  } as const
  const names = [...named.matchAll(/`(\w+)`/g)].map(([, name]) => name!)
  expect(names.sort()).toEqual(Object.keys(createMy(world)).sort())
})
