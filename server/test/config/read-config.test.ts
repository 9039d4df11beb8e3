import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mayStandInFile, type Setting } from '../../src/config/environment.js'
import { readConfig, settings } from '../../src/config/settings.js'
import { ConfigError } from '../../src/contract/errors.js'
import { appsFile } from '../support/apps-file.js'
import { pem } from '../support/known-answers.js'

const folder = mkdtempSync(join(tmpdir(), 'mini-message-config-'))
const apps = (name: string, content: unknown) => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  return join(folder, name)
}
afterAll(() => rmSync(folder, { recursive: true }))

const key = Buffer.alloc(32, 7).toString('base64')
const good = {
  PLATFORM_URL: 'https://host.example/api/open/',
  CLIENT_ID: 'C1',
  MERCHANT_PRIVATE_KEY: pem('merchant-private'),
  PLATFORM_PUBLIC_KEY: pem('platform-public'),
  APPS_FILE: apps('apps.json', appsFile),
  API_KEYS: 'x'.repeat(24),
  SESSION_KEY: key,
  SUBJECT_KEY: key,
  LEDGER_KEY: key,
  ENCRYPTION_KEYS: `2026:${key},2025:${key}`,
}

const problemsOf = (changed: Record<string, string | undefined>): string[] => {
  try {
    readConfig({ ...good, ...changed })
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

test('the defaults are those of a laptop', () => {
  expect(readConfig(good)).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 8788,
    DATABASE_FILE: './data/mini-message.db',
    PLATFORM_URL: 'https://host.example/api/open',
    KEY_VERSION: ['1'],
    ALLOWED_ORIGINS: [],
    TRUST_PROXY: false,
    LOG_LEVEL: 'info',
  })
})

test('two platform keys and two encryption keys are valid at once, for rotation', () => {
  const keys = `${pem('platform-public')},${pem('platform-public')}`
  const config = readConfig({ ...good, PLATFORM_PUBLIC_KEY: keys })
  expect(config.PLATFORM_PUBLIC_KEY).toHaveLength(2)
  expect(config.ENCRYPTION_KEYS.map(({ id }) => id)).toEqual(['2026', '2025'])
})

test('everything that is missing is named at once', () => {
  expect(problemsOf(Object.fromEntries(Object.keys(good).map((name) => [name, undefined])))).toEqual(
    Object.keys(good).map((name) => expect.stringMatching(new RegExp(`^${name} is not set`))),
  )
})

test('two merchant keys each have their version', () => {
  const two = { MERCHANT_PRIVATE_KEY: `${pem('merchant-private')},${pem('merchant-private')}` }
  expect(readConfig({ ...good, ...two, KEY_VERSION: '2,1' }).KEY_VERSION).toEqual(['2', '1'])
  expect(problemsOf(two)).toEqual([
    expect.stringContaining('KEY_VERSION names 1, MERCHANT_PRIVATE_KEY holds 2'),
  ])
})

test.each<[string, Record<string, string>, string]>([
  [
    'our own public key as the platform’s',
    { PLATFORM_PUBLIC_KEY: pem('merchant-public') },
    'public half of MERCHANT_PRIVATE_KEY',
  ],
  ['no key at all', { PLATFORM_PUBLIC_KEY: ',' }, 'at least one key'],
  ['a total time shorter than one try’s', { PLATFORM_TOTAL_TIMEOUT_MS: '500' }, 'not be shorter'],
])('%s is told', (_case, changed, message) => {
  expect(problemsOf(changed)).toEqual([expect.stringContaining(message)])
})

test.each([
  ['PORT', '70000', '0 to 65535'],
  ['PORT', '80a', 'whole number'],
  ['PLATFORM_URL', 'host.example', 'address'],
  ['PLATFORM_URL', 'ftp://host', 'https://'],
  ['KEY_VERSION', 'one', 'whole number'],
  ['PLATFORM_PUBLIC_KEY', pem('platform-private'), 'is a private key'],
  ['MERCHANT_PRIVATE_KEY', pem('merchant-public'), 'is a public key'],
  ['API_KEYS', 'short', '24 characters'],
  ['API_KEYS', ',', 'at least one'],
  ['SESSION_KEY', 'c2hvcnQ=', '32 bytes'],
  ['ENCRYPTION_KEYS', key, 'id:base64'],
  ['ENCRYPTION_KEYS', `a:${key},a:${key}`, 'an id twice'],
  ['ALLOWED_ORIGINS', 'https://shop.example/path', 'is not an origin'],
  ['ALLOWED_ORIGINS', 'https://shop.example:*', 'on localhost and 127.0.0.1 only'],
  ['TRUST_PROXY', 'yes', 'off, a number'],
  ['TRUST_PROXY', 'on', 'can no longer be on'],
  ['TRUST_PROXY', '0', 'off, a number'],
  ['TRUST_PROXY', '0.0.0.0/0', 'off, a number'],
  ['TRUST_PROXY', '10.0.0.0/33', 'off, a number'],
  ['USER_INFO', 'true', 'on, off'],
  ['MESSAGES_PER_SECOND', 'fast', 'unlimited'],
  ['CONCURRENCY', '0', 'from 1 to 1000'],
  ['LOG_LEVEL', 'loud', 'debug, info'],
  ['APPS_FILE', 'nowhere.json', "can't be read"],
  ['APPS_FILE', apps('broken.json', '{'), 'is not valid JSON'],
  ['APPS_FILE', apps('empty.json', []), 'empty.json'],
  ['APPS_FILE', apps('twice.json', [...appsFile, ...appsFile]), 'an appId twice'],
  [
    'APPS_FILE',
    apps('logo.json', [
      { ...appsFile[0], sender: { ...appsFile[0]!.sender, logoUrl: 'javascript:alert(1)' } },
    ]),
    '/0/sender/logoUrl',
  ],
  [
    'APPS_FILE',
    apps('typo.json', [{ ...appsFile[0], site: 'ALIPAY_CN' }]),
    '/0/site is not a field of APPS_FILE',
  ],
])('%s with a wrong value says what is wrong', (name, value, message) => {
  expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(message)])
  expect(problemsOf({ [name]: value })[0]).toContain(name)
})

test('no secret stands in a message', () => {
  const secret = 'TopSecretValue'
  const names = [
    'MERCHANT_PRIVATE_KEY',
    'API_KEYS',
    'SESSION_KEY',
    'SUBJECT_KEY',
    'LEDGER_KEY',
    'ENCRYPTION_KEYS',
  ]
  const problems = problemsOf(Object.fromEntries(names.map((name) => [name, secret])))
  expect(problems).toHaveLength(names.length)
  expect(problems.join()).not.toContain(secret)
})

describe('a secret in a file,', () => {
  const file = (name: string, content: string) => apps(name, content)
  const inFile = (name: string, content: string) => ({
    [name]: undefined,
    [`${name}_FILE`]: file(`${name}.txt`, content),
  })
  const secrets = Object.entries<Setting<unknown>>(settings).filter(([, setting]) => mayStandInFile(setting))

  test.each(secrets.map(([name]) => name))('%s, is the same as in the environment', (name) => {
    const environment: Record<string, string> = {
      ...good,
      ...{ DATABASE_URL: 'postgres://u:p@h/db', HTTPS_PROXY: 'http://u:p@proxy.example:3128' },
      ...{ WEBHOOK_URL: 'https://h/', WEBHOOK_SECRETS: `whsec_${key}` },
    }
    const given = environment[name]!
    const config = readConfig({ ...environment, ...inFile(name, given) })
    expect(config).toEqual(readConfig(environment))
  })

  test.each(['\n', '\r\n', ''])('may end with a line end (%j)', (end) => {
    const changed = inFile('SUBJECT_KEY', key + end)
    expect(readConfig({ ...good, ...changed }).SUBJECT_KEY).toEqual(readConfig(good).SUBJECT_KEY)
  })

  test('loses one line end and nothing else', () => {
    expect(problemsOf(inFile('SUBJECT_KEY', `${key}\n\n`))).toEqual([expect.stringContaining('32 bytes')])
  })

  test('and in the environment too, is an error that names both', () => {
    const path = file('both.txt', key)
    expect(problemsOf({ SESSION_KEY_FILE: path })).toEqual([
      'SESSION_KEY and SESSION_KEY_FILE are both set: keep one of them',
    ])
  })

  test('that is missing is named with its variable and path', () => {
    const path = join(folder, 'nowhere.txt')
    expect(problemsOf({ SESSION_KEY: '', SESSION_KEY_FILE: path })).toEqual([
      `SESSION_KEY_FILE (${path}): this file does not exist; give the path of a file that this process may read`,
    ])
  })

  test.each(['', '\n', ' \n'])('that is empty (%j) is named with its variable and path', (content) => {
    const path = file('empty.txt', content)
    expect(problemsOf({ LEDGER_KEY: undefined, LEDGER_KEY_FILE: path })).toEqual([
      `LEDGER_KEY_FILE (${path}): the file is empty`,
    ])
  })

  test('that is wrong is named without its content', () => {
    const problems = secrets.flatMap(([name]) => problemsOf(inFile(name, 'TopSecretValue')))
    expect(problems).toHaveLength(secrets.length)
    for (const [index, [name]] of secrets.entries())
      expect(problems[index]).toContain(`${name}_FILE (${join(folder, name)}.txt)`)
    expect(problems.join()).not.toContain('TopSecretValue')
  })

  test('is of a setting that the README names, and of no other', () => {
    const text = readFileSync(join(__dirname, '../../README.md'), 'utf8')
    const [, names = ''] = /So may\s([^.]*)\./.exec(text) ?? []
    expect([...names.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name)).toEqual(secrets.map(([name]) => name))
    expect(readConfig({ ...good, HOST_FILE: '/nowhere' }).HOST).toBe('127.0.0.1')
  })
})

test('.env.example names every setting, and no other', () => {
  const text = readFileSync(join(__dirname, '../../.env.example'), 'utf8')
  const names = [...text.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name)
  expect(names).toEqual(Object.keys(settings))
})

test('the table of README.md names every setting with its default and meaning, and no other', () => {
  const text = readFileSync(join(__dirname, '../../README.md'), 'utf8')
  const [, table = ''] = text.split('\n## Settings\n')
  const rows = [...table.split('\n## ')[0]!.matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.*) \|$/gm)]
  expect(rows.map(([, name, fallback, about]) => ({ name, fallback, about }))).toEqual(
    Object.entries<Setting<unknown>>(settings).map(([name, { fallback, about }]) => ({
      ...{ name, about },
      fallback: fallback === undefined ? 'required' : fallback.trim() === '' ? '' : `\`${fallback}\``,
    })),
  )
})

test.each([
  ['mysql://u:hidden@h/db', 'address like'],
  ['postgres://u:hidden@a:5432,/db', 'address like'],
  ['postgres://u:hidden@a:x,b:1/db', 'address like'],
  ['postgres://u:hidden@a,b/db?target_session_attrs=any', 'target_session_attrs=read-write'],
])('DATABASE_URL %s is refused', (DATABASE_URL, message) => {
  expect(problemsOf({ DATABASE_URL })).toEqual([expect.stringContaining(message)])
  expect(problemsOf({ DATABASE_URL }).join()).not.toContain('hidden')
})

test('DATABASE_URL may name several hosts, as libpq writes them', () => {
  const DATABASE_URL = 'postgres://u:p@a:5432,b:5433/db?target_session_attrs=read-write'
  expect(readConfig({ ...good, DATABASE_URL }).DATABASE_URL).toBe(DATABASE_URL)
})

test('DATABASE_URL takes PostgreSQL addresses only, and its password is never printed', () => {
  expect(readConfig({ ...good, DATABASE_URL: 'postgres://u:p@h/db' }).DATABASE_URL).toBe(
    'postgres://u:p@h/db',
  )
  expect(readConfig(good).DATABASE_URL).toBeUndefined()
  const [problem] = problemsOf({ DATABASE_URL: 'mysql://u:hidden@h/db' })
  expect(problem).toMatch(/^DATABASE_URL must be an address like postgres:/)
  expect(problem).not.toContain('hidden')
})

test('a port of * on this machine allows its pages on every port, and no other host', () => {
  const [pattern, page] = readConfig({
    ...good,
    ALLOWED_ORIGINS: 'http://127.0.0.1:*,https://shop.example',
  }).ALLOWED_ORIGINS
  expect(page).toBe('https://shop.example')
  const origins = ['http://127.0.0.1:3000', 'http://127.0.0.1', 'https://127.0.0.1:3000']
  const others = ['http://127.0.0.1:3000.shop.example', 'http://127a0.0.1', 'http://localhost:3000']
  expect([...origins, ...others].filter((origin) => (pattern as RegExp).test(origin))).toEqual(
    origins.slice(0, 2),
  )
})

test('a proxy may be given in lower case, as for other programs, which comes first', () => {
  const upper = { HTTPS_PROXY: 'http://upper.example:3128', NO_PROXY: 'upper.example' }
  expect(readConfig({ ...good, ...upper })).toMatchObject({ ...upper, NO_PROXY: ['upper.example'] })
  const lower = { https_proxy: 'http://lower.example:3128', no_proxy: 'a.example, .b.example' }
  expect(readConfig({ ...good, ...upper, ...lower })).toMatchObject({
    HTTPS_PROXY: lower.https_proxy,
    NO_PROXY: ['a.example', '.b.example'],
  })
  expect(readConfig(good)).toMatchObject({ HTTPS_PROXY: undefined, NO_PROXY: [] })
})

test.each(['proxy.example:3128', 'socks5://u:hidden@h:1', 'http://u:hidden@h/path', 'http://u:hidden%@h:1'])(
  'HTTPS_PROXY %s is refused, and its password never printed',
  (HTTPS_PROXY) => {
    expect(problemsOf({ HTTPS_PROXY })).toEqual([
      expect.stringMatching(/^HTTPS_PROXY must be an address like/),
    ])
    expect(problemsOf({ https_proxy: HTTPS_PROXY }).join()).not.toContain('hidden')
  },
)
