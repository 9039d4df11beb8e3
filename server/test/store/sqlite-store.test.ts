import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { firstBrokenRow } from '../../src/consent/ledger-entry.js'
import { migrations } from '../../src/store/sqlite/migrations/index.js'
import { openDatabase } from '../../src/store/sqlite/open-database.js'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js'
import type { Store } from '../../src/store/store.js'
import { ledgerEntry, newMessage, owner } from '../support/builders.js'
import { storeContract } from './contract/store-contract.js'

storeContract('SQLite in memory', () => Promise.resolve(openSqliteStore(':memory:')))

describe('SQLite in a file', () => {
  let folder: string
  let file: string
  let store: Store
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mini-message-store-'))
    file = join(folder, 'new', 'server.db')
    store = openSqliteStore(file)
    await store.migrate()
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  test('what was accepted is there after opening it again', async () => {
    const message = newMessage()
    await store.messages.insert(message)
    await store.close()
    store = openSqliteStore(file)
    await store.migrate()
    expect(await store.messages.find(message.requestId)).toMatchObject(message)
  })

  test('after closing, everything stands in the one file', async () => {
    await store.ledger.append(ledgerEntry())
    await store.close()
    expect(statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0)
    store = openSqliteStore(file)
    expect(await store.ledger.rowsAfter(0, 10)).toHaveLength(1)
  })

  test('attempts that ran or had ended when the database was brought up to date are still in the timeline', async () => {
    await store.close()
    rmSync(file)
    const database = openDatabase(file)
    database.exec('create table migrations (number integer primary key, name text, applied_at text)')
    for (const { number, sql } of migrations.slice(0, 2)) {
      database.exec(sql)
      database.exec(`insert into migrations values (${number}, '', '')`)
    }
    database.exec(`insert into messages (request_id, body_hash, subscription_id, subject, app_id, customer_belongs_to,
      template_code, templates, uses_credit, created_at, status, attempts, due_at, owner)
      values ('r1', '', 's', 's', 'a', 'c', 't', '[]', 0, 1, 'SENDING', 2, 9000, 'o')`)
    database.exec("insert into attempts values ('r1', 1, 100, 200, 'UNKNOWN', 'TIMEOUT', 'no answer')")
    database.exec("insert into attempts (request_id, number, started_at) values ('r1', 2, 300)")
    database.exec(`insert into messages (request_id, body_hash, subscription_id, subject, app_id, customer_belongs_to,
      template_code, templates, uses_credit, created_at, status, outcome, code, attempts, due_at, finished_at)
      values ('r2', '', 's', 's', 'a', 'c', 't', '[]', 0, 1, 'FINISHED', 'SENT', 'SUCCESS', 1, 9000, 500)`)
    database.exec("insert into attempts values ('r2', 1, 400, 500, 'SENT', 'SUCCESS', null)")
    database.close()
    store = openSqliteStore(file)
    await store.migrate()
    const sent = {
      number: 1,
      startedAt: 400,
      finishedAt: 500,
      outcome: 'SENT',
      code: 'SUCCESS',
      detail: null,
    }
    expect(await store.messages.attemptsOf('r2')).toEqual([sent])
    expect(await store.messages.attemptsOf('r1')).toMatchObject([
      { number: 1, startedAt: 100, finishedAt: 200, outcome: 'UNKNOWN' },
      { number: 2, startedAt: 300, finishedAt: null, outcome: null },
    ])
  })

  test('nothing that is asked while messages are sent reads the whole table of messages', async () => {
    const texts = new Set<string>()
    const prepare = jest.spyOn(Database.prototype, 'prepare')
    prepare.mockClear()
    await store.close()
    store = openSqliteStore(file)
    const { messages } = store
    const [app, now] = [owner, 2_000]
    await messages.insertAll([newMessage(), newMessage()])
    const claims = await messages.claimDue({ owner: 's', app, limit: 1, now, leaseUntil: now + 1 })
    const ids = claims.map(({ requestId }) => requestId)
    await messages.recipientsOf(ids)
    await messages.findAll(ids)
    await messages.isSending('sub_1', now)
    const attempt = { outcome: 'SENT', code: null, detail: null, at: now } as const
    await messages.settle({ claim: claims[0]!, attempt, then: 'FINISH', outcome: 'SENT' })
    await messages.purgeQueued('sub_1', 'WITHDRAWN', now)
    await messages.makeDue(owner, now)
    await messages.deadLetters({ limit: 10, before: { finishedAt: 1, requestId: 'a' } })
    for (const [text] of prepare.mock.calls) if (text.includes('messages')) texts.add(text)
    prepare.mockRestore()

    const database = openDatabase(file)
    const plans = [...texts].map((text) => {
      const values = Array.from(text.matchAll(/\?/g), () => '[]')
      const rows = database.prepare(`explain query plan ${text}`).all(values) as { detail: string }[]
      return { text, detail: rows.map(({ detail }) => detail).join('; ') }
    })
    database.close()
    expect(plans.length).toBeGreaterThan(8)
    expect(plans.filter(({ detail }) => /SCAN messages(;|$)/.test(detail))).toEqual([])
  })

  // With a deferred begin, two processes that read and then write get SQLITE_BUSY_SNAPSHOT.
  test('a transaction holds the write lock from its first read on', async () => {
    const other = new Database(file, { timeout: 0 })
    await store.transaction(async (tx) => {
      await tx.ledger.rowsAfter(0, 1)
      expect(() => other.exec('begin immediate')).toThrow('database is locked')
    })
    other.exec('begin immediate')
    other.close()
  })

  test.each([
    ['update', "update consent_ledger set entry = '{}'"],
    ['delete', 'delete from consent_ledger'],
    [
      'replace',
      "insert or replace into consent_ledger select seq, previous_hash, hash, subject, '{}' from consent_ledger",
    ],
    ['a fork', "insert into consent_ledger values (2, 'elsewhere', 'h', 's', '{}')"],
  ])('the database itself refuses to change the ledger: %s', async (_kind, statement) => {
    await store.ledger.append(ledgerEntry())
    const before = await store.ledger.rowsAfter(0, 10)
    const database = openDatabase(file)
    expect(() => database.exec(statement)).toThrow(/append-only|only grows at its end/)
    database.close()
    expect(await store.ledger.rowsAfter(0, 10)).toEqual(before)
  })

  test('a changed entry breaks the chain, even where somebody has dropped the triggers', async () => {
    for (let count = 0; count < 3; count += 1) await store.ledger.append(ledgerEntry())
    const database = openDatabase(file)
    database.exec('drop trigger consent_ledger_refuses_update')
    database.exec(`update consent_ledger set entry = replace(entry, 'AGREE', 'REJECT') where seq = 2`)
    database.close()
    expect(firstBrokenRow(await store.ledger.rowsAfter(0, 10))).toBe(2)
  })
})
