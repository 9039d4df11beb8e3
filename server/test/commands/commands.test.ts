import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { registerCommands } from '../../src/commands/commands.js'
import { subjectOf } from '../../src/consent/subject.js'
import type { TokenGrant } from '../../src/platform/endpoints.js'
import { openDatabase, openSqliteStore } from '../../src/store/sqlite.js'
import { sealGrant, TokenCipher } from '../../src/tokens/stored-tokens.js'
import { ledgerEntry, newMessage, owner, templateCode } from '../support/builders.js'
import { key, useEnvironment } from '../support/environment.js'

const { folder, environment } = useEnvironment((folder) => ({
  DATABASE_FILE: join(folder, 'data', 'server.db'),
}))
const subject = subjectOf(key, owner, 'user-1')
const subjects = [{ appId: owner.appId, subject }]

afterEach(() => (process.exitCode = undefined))

/** What a command prints. */
async function run(...words: string[]): Promise<string> {
  const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined)
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined })
  registerCommands(program, environment)
  await program.parseAsync(['node', 'mini-message-server', ...words])
  const text = printed.mock.calls.flat().join('\n')
  printed.mockRestore()
  return text
}

test('no command but migrate makes or changes the database', async () => {
  await expect(run('stats')).rejects.toThrow(/lacks migration .*: run mini-message-server migrate/)
})

test('migrate makes the database and says where it is', async () => {
  expect(await run('migrate')).toBe(`up to date: ${environment.DATABASE_FILE}`)
})

describe('on a database with a user, a dead letter and a consent', () => {
  beforeAll(async () => {
    const store = openSqliteStore(environment.DATABASE_FILE)
    await store.migrate()
    const [subscription] = await store.subscriptions.ensure({ ...owner, subject }, [templateCode])
    const { subscriptionId } = subscription!
    const agreed = { type: 'AGREE', decidedAt: 1, receivedAt: 1, credits: 0 } as const
    await store.subscriptions.decide(subscriptionId, agreed)
    await store.messages.insert(newMessage({ requestId: 'order-0042', subject, subscriptionId }))
    const [claim] = await store.messages.claimDue({
      ...{ owner: 'sender', app: owner, limit: 1, now: 2_000, leaseUntil: 3_000 },
    })
    const attempt = { outcome: 'REJECTED', code: 'PROCESS_FAIL', detail: null, at: 2_500 } as const
    await store.messages.recordEnd({ claim: claim!, attempt, then: 'FINISH', outcome: 'REJECTED' })
    await store.ledger.append(ledgerEntry({ subject }), key)
    await store.close()
  })

  test('stats tells what waits and what became of the rest', async () => {
    expect(JSON.parse(await run('stats'))).toEqual({
      ...{ queued: 0, waiting: 0, scheduled: 0, sending: 0, oldest: null, apps: [] },
      finished: { REJECTED: 1 },
    })
  })

  test('verify-ledger tells length and head of a whole chain', async () => {
    const whole = await run('verify-ledger')
    expect(whole).toMatch(/^whole: app P0000000000000010001, 1 rows, head 1:[0-9a-f]{64}$/)
    expect(process.exitCode).toBe(0)
    const head = whole.split(' ').at(-1)!
    expect(await run('verify-ledger', '--expect', head)).toBe(whole)
    expect(process.exitCode).toBe(0)
    expect(await run('verify-ledger', '--expect', head, '2:'.padEnd(66, 'a'))).toContain('MISSING: 2:aaa')
    expect(process.exitCode).toBe(1)
  })

  test('dead-letters lists what was given up and queues it anew', async () => {
    expect(JSON.parse(await run('dead-letters'))).toMatchObject([
      { requestId: 'order-0042', outcome: 'REJECTED', code: 'PROCESS_FAIL' },
    ])
    expect(JSON.parse(await run('dead-letters', '--resend', 'order-0042'))).toMatchObject({
      status: 'QUEUED',
    })
    expect(JSON.parse(await run('stats'))).toMatchObject({ queued: 1 })
    await expect(run('dead-letters', '--resend', 'order-0042')).rejects.toThrow("can't be sent again")
  })

  test('export-user shows what is kept, erase-user deletes it', async () => {
    expect(JSON.parse(await run('export-user', 'user-1'))).toMatchObject({
      subjects,
      messages: [{ requestId: 'order-0042' }],
    })
    expect(JSON.parse(await run('erase-user', 'user-1'))).toEqual({ subjects, messages: 1 })
    expect(JSON.parse(await run('export-user', 'user-1'))).toMatchObject({ messages: [], subscriptions: [] })
  })
})

describe('on a database with an app that was taken out of APPS_FILE', () => {
  const appId = 'P0000000000000020001'
  beforeAll(async () => {
    const store = openSqliteStore(environment.DATABASE_FILE)
    const gone = { ...owner, appId, subject: 'gone' }
    const [subscription] = await store.subscriptions.ensure(gone, [templateCode])
    const { subscriptionId } = subscription!
    await store.messages.insert(newMessage({ ...gone, subscriptionId, requestId: 'order-0043' }))
    const counted = { minute: 60_000, outcome: 'SENT', code: 'SUCCESS', slot: 0, messages: 1 } as const
    await store.counts.add([{ appId, ...counted }])
    await store.audit.add({
      ...{ at: 1, keyName: 'mei', action: 'RELEASE_BREAKER', appId, requestId: null, subject: null },
      ...{ customerBelongsTo: 'ALIPAY_CN', templateCode: null },
    })
    const grant = { userId: 'u', accessToken: 'a', refreshToken: 'r' } as TokenGrant<'MESSAGE'>
    const expiresAt = { accessTokenExpiresAt: 1, refreshTokenExpiresAt: 1 }
    await store.tokens.put(
      gone,
      sealGrant(new TokenCipher([{ id: 'k', key }]), gone, { ...grant, ...expiresAt }),
    )
    await store.close()
  })
  /** Tables with rows of it. */
  function tablesOf(): string[] {
    const database = openDatabase(environment.DATABASE_FILE)
    const tables = database
      .prepare(
        `select m.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and c.name = 'app_id'`,
      )
      .all() as { name: string }[]
    const found = tables.filter(
      ({ name }) => database.prepare(`select 1 from ${name} where app_id = ?`).get(appId) !== undefined,
    )
    database.close()
    return found.map(({ name }) => name)
  }

  test('export-app writes a new file that nobody else may read', async () => {
    const file = join(folder, 'gone.ndjson')
    expect(await run('export-app', appId, file)).toBe(`wrote ${file}`)
    expect(statSync(file).mode & 0o077).toBe(0)
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(JSON.parse(lines.at(-1)!)).toEqual({ kind: 'end', lines: lines.length - 1 })
    expect(lines.join()).toMatch(/"kind":"action".*"kind":"count".*order-0043/)
    await expect(run('export-app', appId, file)).rejects.toThrow('EEXIST')
  })

  test('delete-app needs the appId twice, and leaves no row of it in any table but the ledger', async () => {
    await expect(run('delete-app', appId, '--confirm', 'P1')).rejects.toThrow('nothing was deleted')
    expect(tablesOf()).toContain('messages')
    expect(JSON.parse(await run('delete-app', appId, '--confirm', appId))).toMatchObject({
      users: 1,
      messages: 1,
    })
    expect(tablesOf()).toEqual(['consent_ledger'])
    expect(JSON.parse(await run('delete-app', appId, '--confirm', appId, '--ledger'))).toMatchObject({
      ledger: 1,
    })
    expect(tablesOf()).toEqual([])
  })
})

test('backup copies the database, and nothing is sent from the copy until resume-sending', async () => {
  const copy = join(folder, 'copy.db')
  expect(await run('backup', copy)).toContain(`${copy}: whole, as ${environment.DATABASE_FILE} was`)
  const original = environment.DATABASE_FILE
  environment.DATABASE_FILE = copy
  expect(JSON.parse(await run('stats'))).toMatchObject({
    paused: expect.stringMatching(/^nothing is sent since .*a copy that the command backup made/),
  })
  expect(await run('resume-sending')).toBe('messages leave again: 0 are queued, 0 were given up')
  expect(await run('resume-sending')).toBe('nothing to do: sending was not paused')
  expect(await run('restored')).toContain('nothing is sent until you run resume-sending')
  expect(JSON.parse(await run('stats'))).toHaveProperty('paused')
  environment.DATABASE_FILE = original
  expect(JSON.parse(await run('stats'))).not.toHaveProperty('paused')
})

test('rotate-keys encrypts anew with the first key, and --new makes keys that fit', async () => {
  expect(await run('rotate-keys')).toContain('encrypted anew with key "k"')
  const printed = await run('rotate-keys', '--new')
  expect(printed).toMatch(/^ENCRYPTION_KEYS=\d{4}-\d\d-\d\d-[0-9a-f]{6}:[\w+/]{43}=,<the keys of now>$/m)
  expect(printed).toMatch(/^SESSION_KEY=[\w+/]{43}=,<the keys of now>$/m)
})

test('two rotations on one day make keys with two ids', async () => {
  const idOf = async () => /ENCRYPTION_KEYS=([\w-]+):/.exec(await run('rotate-keys', '--new'))?.[1]
  const [first, second] = [await idOf(), await idOf()]
  expect(first).toBeDefined()
  expect(second).not.toBe(first)
})

test('api-key makes a key that its setting lets in, within the scopes asked for', async () => {
  const printed = await run('api-key', '--scopes', 'read')
  expect(printed).toMatch(/key, shown this once: mm_\S+\nadd to API_KEYS: read:sha256=[0-9a-f]{64}$/)
})

describe('types', () => {
  const write = (apps: unknown) => {
    const file = join(folder, 'apps-of-types.json')
    writeFileSync(file, JSON.stringify(apps))
    return file
  }
  const app = (appId: string, templates: { templateCode: string; variables?: string[] }[]) => ({
    ...{ appId, sites: ['ALIPAY_CN'], sender: { name: { en: 'Shop' }, privacyUrl: 'https://shop.example' } },
    templates: templates.map((one) => ({ ...one, texts: { en: { title: 'Order ready' } } })),
  })

  test('writes the variables of every template, and needs no key', async () => {
    const withKey = {
      ...app('P1', [{ templateCode: 'T1', variables: ['orderNo', 'store-name'] }]),
      clientId: 'C',
    }
    const out = join(folder, 'templates.d.ts')
    await run('types', '--apps', write([withKey, app('P2', [{ templateCode: 'T2' }])]), '--out', out)
    expect(readFileSync(out, 'utf8')).toContain(
      `export type Templates = {
  T1: { orderNo: string; "store-name": string }
  T2: Record<string, string>
}
`,
    )
  })

  test('lets a message of a code that two apps have fit one of them', async () => {
    const apps = [
      app('P1', [{ templateCode: 'T1', variables: ['orderNo'] }]),
      app('P2', [{ templateCode: 'T1', variables: ['table'] }]),
    ]
    const printed = await run('types', '--apps', write(apps))
    expect(printed).toContain('T1: { orderNo: string } | { table: string }\n')
  })

  test('says what is wrong with the file, and which one it is', async () => {
    await expect(run('types', '--apps', 'nowhere.json')).rejects.toThrow("nowhere.json can't be read")
    const twice = write([app('P1', [{ templateCode: 'T1' }]), app('P1', [{ templateCode: 'T2' }])])
    await expect(run('types', '--apps', twice)).rejects.toThrow(`${twice} names an appId twice`)
  })
})

test('doctor names what is wrong, and its exit code says that something is', async () => {
  expect(await run('doctor')).toContain('NO_ANSWER')
  expect(process.exitCode).toBe(1)
})

test('doctor explains a recorded request', async () => {
  const file = join(folder, 'request.json')
  const headers = { 'client-id': 'C1', 'request-time': new Date().toISOString() }
  writeFileSync(file, JSON.stringify({ url: '/api/open/v2/x', headers, body: '{}' }))
  expect(await run('doctor', '--request', file)).toContain('UNSIGNED')
})

test('init --if-missing writes what is missing, and changes nothing the second time', async () => {
  const place = join(folder, 'new')
  expect(await run('init', place, '--if-missing')).toContain('wrote')
  const written = readFileSync(join(place, '.env'), 'utf8')
  expect(await run('init', place, '--if-missing')).toBe('')
  expect(readFileSync(join(place, '.env'), 'utf8')).toBe(written)
})

test('try without a key in its folder says where it looked for one', async () => {
  await expect(run('try', '--sandbox', 'http://127.0.0.1:9')).rejects.toThrow(
    'there is no api-key.txt in this folder: give --api-key',
  )
})

test('every command is in the table of README.md', () => {
  const program = new Command()
  registerCommands(program, environment)
  const text = readFileSync(join(__dirname, '../../README.md'), 'utf8')
  const missing = program.commands.map((one) => one.name()).filter((name) => !text.includes(`\`… ${name}`))
  expect(missing).toEqual([])
})
