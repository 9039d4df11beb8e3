// docs/upgrades.md: a release and the next one on one database. Nothing is published yet, so the next one is this one
// with a schema of one step more.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyLedger } from '../../src/commands/verify-ledger.js'
import type { SchemaSteps } from '../../src/store/migrate.js'
import { openPostgresStore } from '../../src/store/postgres.js'
import { postgresSchema } from '../../src/store/schema-postgres.js'
import { sqliteSchema } from '../../src/store/schema-sqlite.js'
import { openSqliteStore } from '../../src/store/sqlite.js'
import type { Store } from '../../src/store/store.js'
import { ledgerKeys } from '../support/builders.js'
import { Merchant } from '../support/merchant.js'
import { clientOf } from '../support/platform-client.js'
import { emptySchema, findServer, onGivenTime } from '../support/test-database.js'

/** All that a step may do: a table, columns without a value, an index, a view with more columns. */
const added = (steps: SchemaSteps): string => {
  const [, view = ''] = /(create view all_messages[^;]*;)/.exec(steps['0001-tables'] ?? '') ?? []
  return `create table priorities (name text primary key);
    alter table messages add column priority integer;
    alter table message_history add column priority integer;
    create index priorities_of_messages on messages (priority) where priority is not null;
    drop view all_messages;
    ${view.replaceAll('timeline, trace_id,', 'timeline, trace_id, priority,')}`
}

type Open = (steps: SchemaSteps) => Promise<Store>

/** The store as another release has it. */
async function releaseOf(dialect: 'sqlite' | 'postgres', place: string, steps: SchemaSteps): Promise<Store> {
  let store: Store | undefined
  await jest.isolateModulesAsync(async () => {
    jest.doMock(`../../src/store/schema-${dialect}.js`, () => ({ [`${dialect}Schema`]: steps }))
    if (dialect === 'sqlite') store = (await import('../../src/store/sqlite.js')).openSqliteStore(place)
    else store = (await import('../../src/store/postgres.js')).openPostgresStore(place)
  })
  return store!
}

describe('on a SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mini-message-upgrade-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  let count = 0
  neighbours(
    () => {
      const file = join(folder, `${(count += 1)}.db`)
      return Promise.resolve({
        steps: sqliteSchema,
        older: () => openSqliteStore(file),
        open: (steps) => releaseOf('sqlite', file, steps),
      })
    },
    { isShared: false },
  )
})

const server = findServer()

if (server === undefined) {
  test.skip('on PostgreSQL: skipped, since no server was found; set TEST_DATABASE_URL to run it', () => {})
} else {
  describe('on PostgreSQL', () => {
    let drop: () => Promise<void>
    neighbours(
      async () => {
        const schema = await emptySchema(server)
        drop = schema.drop
        return {
          steps: postgresSchema,
          older: () => openPostgresStore(schema.url),
          open: (steps) => releaseOf('postgres', schema.url, steps),
        }
      },
      { isShared: true },
    )
    afterEach(() => drop())
  })
}

interface Database {
  steps: SchemaSteps
  older: () => Store
  open: Open
}

/** @param isShared any number of processes may work on it at once */
function neighbours(open: () => Promise<Database>, { isShared }: { isShared: boolean }): void {
  let steps: SchemaSteps
  let openOlder: () => Store
  let openNewer: Open
  let older: Merchant
  const next = (name: string): SchemaSteps => ({ ...steps, [name]: added(steps) })
  beforeEach(async () => {
    ;({ steps, older: openOlder, open: openNewer } = await open())
    older = await Merchant.open({ services: { store: onGivenTime(openOlder(), () => older.stub.now()) } })
  })
  afterEach(() => older.close())

  /** Beside the older one, with its keys and its platform. */
  const beside = (store: Store) => {
    const { cipher, sessions, subjectKey, clock } = older.services
    const shared = { cipher, sessions, subjectKey, clock, platform: clientOf(older.stub) }
    return Merchant.open({ services: { ...shared, store: onGivenTime(store, () => clock.now()) } })
  }
  const accepted = async (by: Merchant, user: string) =>
    (await by.messages(await older.subscribed(user))).body.requestId

  test('an older process that runs goes on beside the next release: each sends what the other accepts', async () => {
    const first = await accepted(older, 'user-1')
    // It has read and written every table that changes, and has its statements ready.
    expect(await older.sender.sendDue()).toBe(1)
    const waiting = await accepted(older, 'user-2')
    const newer = await beside(await openNewer(next('0002-priorities')))

    expect(await newer.sender.sendDue()).toBe(1)
    const ofNewer = await accepted(newer, 'user-3')
    const ofOlder = await accepted(older, 'user-4')
    expect(await older.sender.sendDue()).toBe(2)
    for (const requestId of [first, waiting, ofNewer, ofOlder])
      for (const merchant of [older, newer])
        expect(await merchant.message(requestId)).toMatchObject({ outcome: 'SENT' })
    expect([...older.stub.delivered.values()].map(({ times }) => times)).toEqual([1, 1, 1, 1])

    const refused = await accepted(newer, 'user-5')
    const session = await older.session('user-5')
    expect(await older.answer(session, 'REJECT')).toMatchObject({ status: 200 })
    expect(await newer.message(refused)).toMatchObject({ outcome: 'PURGED' })
    expect((await verifyLedger(newer.services.store.ledger, ledgerKeys)).chains).toEqual([
      expect.not.objectContaining({ broken: expect.anything() }),
    ])
    await newer.close()
  })

  test('an older process may start, and its commands run, where the next release has added something', async () => {
    const newer = await openNewer(next('0002-priorities'))
    await newer.migrate()
    await newer.close()
    const again = await beside(openOlder())
    await again.services.store.checkSchema()
    const requestId = await accepted(again, 'user-1')
    expect(await again.sender.sendDue()).toBe(1)
    expect(await older.message(requestId)).toMatchObject({ outcome: 'SENT' })
    await again.close()
  })

  test('a release whose step does more than add keeps older ones from starting', async () => {
    const newer = await openNewer(next('0002!-priorities'))
    await newer.migrate()
    const store = openOlder()
    for (const check of [() => store.migrate(), () => store.checkSchema()])
      await expect(check()).rejects.toThrow(
        /can't work with migration 0002!-priorities .*: install that release/,
      )
    await store.close()
    await newer.close()
  })

  test('a database of another history is refused, whatever its steps are called', async () => {
    const stranger = await openNewer({ '0001-others': steps['0001-tables'] ?? '', '0002-more': added(steps) })
    await expect(stranger.migrate()).rejects.toMatchObject({ code: 'SCHEMA_TOO_NEW' })
    await stranger.close()
  })

  test('a step that fails leaves nothing behind, and can be done when it is mended', async () => {
    const half = await openNewer({
      ...steps,
      '0002-half': 'create table a (x integer); create table a (x integer)',
    })
    await expect(half.migrate()).rejects.toThrow(/already exists/)
    await half.close()
    const mended = await openNewer({ ...steps, '0002-half': 'create table a (x integer)' })
    await mended.migrate()
    await mended.checkSchema()
    await mended.close()
  })

  if (isShared)
    test('releases that start together all find the database as they need it', async () => {
      const withOneMore = next('0002-priorities')
      const others = [await openNewer(withOneMore), await openNewer(withOneMore), openOlder()]
      await Promise.all(others.map((store) => store.migrate()))
      for (const store of others) {
        await store.checkSchema()
        await store.close()
      }
    })
}

/** What an older process may stumble over, in the text of a step. */
const doesMore =
  /\b(drop (table|column|index|trigger|function)|rename|alter column|truncate|delete from|update \w+ set|add constraint|unique)\b|add column[^,;]*\bnot null\b(?![^,;]*\bdefault\b)/i

test.each([...Object.entries(sqliteSchema), ...Object.entries(postgresSchema)])(
  'step %s is called what it is: one that does more than add has a ! in its name',
  (name, text) => {
    const [first] = Object.keys(sqliteSchema)
    if (name !== first && !name.includes('!')) expect(text).not.toMatch(doesMore)
  },
)

test.each([
  ['alter table messages add column priority integer', false],
  ['alter table messages add column priority integer not null default 0', false],
  ['drop view all_messages; create view all_messages as select 1', false],
  ['alter table messages add column priority integer not null', true],
  ['alter table messages drop column priority', true],
  ['alter table messages rename column a to b', true],
  ['create unique index one on messages (priority)', true],
  ['update messages set priority = 1', true],
])('%s does more than add: %s', (text, does) => {
  expect(doesMore.test(text)).toBe(does)
})
