import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { firstBrokenRow } from '../../src/consent/ledger.js'
import { openDatabase, openSqliteStore } from '../../src/store/sqlite.js'
import type { Store } from '../../src/store/store.js'
import { StoreUnavailable } from '../../src/store/database.js'
import { ledgerEntry, ledgerKeys, newMessage, owner } from '../support/builders.js'
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
    expect(await store.messages.find(message)).toMatchObject({
      requestId: message.requestId,
      templates: message.templates,
    })
  })

  test('time is the caller’s wall clock: SQLite has none of its own', async () => {
    expect(await store.now({ now: () => 5 })).toBe(5)
  })

  test('after closing, everything stands in the one file', async () => {
    await store.ledger.append(ledgerEntry(), ledgerKeys[0])
    await store.close()
    expect(statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0)
    store = openSqliteStore(file)
    expect(await store.ledger.rowsAfter(owner.appId, 0, 10)).toHaveLength(1)
  })

  test('a database of a newer release is refused', async () => {
    const database = openDatabase(file)
    database.exec("insert into migrations values ('9999!-of-tomorrow', '')")
    database.close()
    for (const check of [() => store.migrate(), () => store.checkSchema()])
      await expect(check()).rejects.toThrow(/migration 9999!-of-tomorrow .*newer release.*: install/)
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
    await messages.appsWithDue([app], now)
    const claims = await messages.claimDue({ owner: 's', app, limit: 1, now, leaseUntil: now + 1 })
    await messages.recipientsOf(claims)
    await messages.known(claims)
    await messages.find(claims[0]!)
    await messages.appsWith('a', [app.appId])
    await messages.isSending('sub_1', now)
    const attempt = { outcome: 'SENT', code: null, detail: null, at: now } as const
    await messages.recordEnd({ claim: claims[0]!, attempt, then: 'FINISH', outcome: 'SENT' })
    await messages.purgeQueued('sub_1', 'WITHDRAWN', now)
    await messages.makeDue(owner, now)
    await messages.finishExpired(await messages.expired(now, 10), now)
    await messages.cancel(newMessage(), now)
    await messages.requeue(claims[0]!, now)
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
    expect(
      plans.filter(({ detail }) => /SCAN (messages|message_history|message_keys)(;|$)/.test(detail)),
    ).toEqual([])
  })

  test.each([
    ['order', { reference: 'order-1' }, 'reference'],
    ['user', { subjects: ['subject-1'] }, 'of_subject'],
    ['subscription', { subjects: ['subject-1'], subscriptionId: 'sub_1' }, 'of_subject'],
    ['time', {}, 'created'],
    ['usual code in a time', { code: 'SUCCESS', from: 1, to: 9 }, 'created'],
    ['template in a time', { templateCode: 'T1', from: 1, to: 9 }, 'template'],
    ['rare code in a time', { code: 'PROCESS_FAIL', from: 1, to: 9 }, 'code'],
    ['outcome in a time', { outcome: 'REJECTED' as const, from: 1, to: 9 }, 'unsent'],
  ])('a search by %s reads the history by its index', async (_what, filter, index) => {
    const prepare = jest.spyOn(Database.prototype, 'prepare')
    prepare.mockClear()
    await store.close()
    store = openSqliteStore(file)
    const before = { createdAt: 5, requestId: 'a', appId: owner.appId }
    await store.messages.search({ appIds: [owner.appId], ...filter }, { limit: 10, before })
    const text = prepare.mock.calls.map(([one]) => one).find((one) => one.includes('message_history'))!
    prepare.mockRestore()
    const database = openDatabase(file)
    const values = Array.from(text.matchAll(/\?/g), () => '[]')
    const rows = database.prepare(`explain query plan ${text}`).all(values) as { detail: string }[]
    database.close()
    const ofHistory = rows.map(({ detail }) => detail).filter((detail) => / message_history /.test(detail))
    expect(ofHistory).toEqual([
      expect.stringMatching(new RegExp(`^SEARCH .* INDEX message_history_\\w*${index} `)),
    ])
  })

  test('no clean-up and no erase reads a whole table', async () => {
    for (const at of [500, 5_000]) {
      await store.messages.insert(newMessage({ createdAt: 1 }))
      const lease = { now: at, leaseUntil: at + 1_000 }
      const [claim] = await store.messages.claimDue({ owner: 's', app: owner, limit: 1, ...lease })
      const attempt = { outcome: 'SENT', code: null, detail: null, at } as const
      await store.messages.recordEnd({ claim: claim!, attempt, then: 'FINISH', outcome: 'SENT' })
    }
    const prepare = jest.spyOn(Database.prototype, 'prepare')
    prepare.mockClear()
    await store.close()
    store = openSqliteStore(file)
    await store.upkeep.forgetBefore(1_000, 10)
    expect(await store.history.forgetBefore(1_000, 10)).toEqual({ messages: 1, isDone: true })
    await store.upkeep.keptAbout([owner.subject])
    await store.upkeep.forgetRefused(1_000, 10)
    expect(await store.upkeep.erase([owner.subject])).toBe(1)
    const texts = new Set(prepare.mock.calls.map(([text]) => text).filter((text) => /from/.test(text)))
    prepare.mockRestore()
    const database = openDatabase(file)
    const scans = [...texts].flatMap((text) => {
      const values = Array.from(text.matchAll(/\?/g), () => '[]')
      const rows = database.prepare(`explain query plan ${text}`).all(values) as { detail: string }[]
      // Of the view the few rows that its two tables gave, each by an index; of apps those found by one.
      return rows
        .filter(({ detail }) => /^SCAN (?!json_each|all_messages|found|apps|CONSTANT ROW)/.test(detail))
        .map((row) => [text, row.detail])
    })
    database.close()
    expect(texts.size).toBeGreaterThan(8)
    expect(scans).toEqual([])
  })

  test('a full disk is named as what it is, and the store goes on when there is room', async () => {
    await store.close()
    const opened = jest.spyOn(Database.prototype, 'pragma')
    store = openSqliteStore(file)
    const database = opened.mock.contexts[0] as InstanceType<typeof Database>
    opened.mockRestore()
    database.pragma('max_page_count = 1')
    const filling = store.transaction(async (tx) => {
      for (;;) await tx.messages.insert(newMessage())
    })
    await expect(filling).rejects.toThrow('database or disk is full')
    await expect(filling).rejects.toThrow(StoreUnavailable)
    database.pragma('max_page_count = 100000')
    const message = newMessage()
    await store.transaction((tx) => tx.messages.insert(message))
    expect(await store.messages.find(message)).toMatchObject({
      requestId: message.requestId,
      templates: message.templates,
    })
  })

  // As it does when a commit finds the disk full.
  test('where SQLite has ended the transaction by itself, the cause is told, not that it is gone', async () => {
    const other = openDatabase(file)
    other.exec(
      "create trigger t before insert on messages begin select raise(rollback, 'the disk says no'); end",
    )
    const broken = store.transaction((tx) => tx.messages.insert(newMessage()))
    await expect(broken).rejects.toThrow('the disk says no')
    other.exec('drop trigger t')
    other.close()
    await store.transaction((tx) => tx.messages.insert(newMessage()))
  })

  // With a deferred begin, two processes that read and then write get SQLITE_BUSY_SNAPSHOT.
  test('a transaction holds the write lock from its first read on', async () => {
    const other = new Database(file, { timeout: 0 })
    await store.transaction(async (tx) => {
      await tx.ledger.rowsAfter(owner.appId, 0, 1)
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
      "insert or replace into consent_ledger select app_id, seq, previous_hash, hash, mac, subject, '{}' from consent_ledger",
    ],
    [
      'a fork',
      "insert into consent_ledger values ('P0000000000000010001', 2, 'elsewhere', 'h', 'm', 's', '{}')",
    ],
  ])('the database itself refuses to change the ledger: %s', async (_kind, statement) => {
    await store.ledger.append(ledgerEntry(), ledgerKeys[0])
    // Which lifts the triggers for itself alone.
    await store.appData.cutLedger('P9', 10)
    const before = await store.ledger.rowsAfter(owner.appId, 0, 10)
    const database = openDatabase(file)
    expect(() => database.exec(statement)).toThrow(/append-only|only grows at its end/)
    database.close()
    expect(await store.ledger.rowsAfter(owner.appId, 0, 10)).toEqual(before)
  })

  test('a changed entry breaks the chain, even where somebody has dropped the triggers', async () => {
    for (let count = 0; count < 3; count += 1) await store.ledger.append(ledgerEntry(), ledgerKeys[0])
    const database = openDatabase(file)
    database.exec('drop trigger consent_ledger_refuses_update')
    database.exec(`update consent_ledger set entry = replace(entry, 'AGREE', 'REJECT') where seq = 2`)
    database.close()
    expect(
      firstBrokenRow(await store.ledger.rowsAfter(owner.appId, 0, 10), {
        appId: owner.appId,
        keys: ledgerKeys,
      }),
    ).toMatchObject({ seq: 2 })
  })
})
