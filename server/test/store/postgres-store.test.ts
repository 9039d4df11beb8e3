import { Client } from 'pg'
import { firstBrokenRow } from '../../src/consent/ledger.js'
import { openPostgresStore, postgresStore } from '../../src/store/postgres.js'
import type { Store, StoreParts } from '../../src/store/store.js'
import {
  findMessage,
  keyOf,
  ledgerEntry,
  ledgerKeys,
  newMessage,
  owner,
  storedToken,
  templateCode,
} from '../support/builders.js'
import { PglitePool } from '../support/pglite-pool.js'
import { emptySchema, findServer, storesOnOneSchema } from '../support/test-database.js'
import { fromTheBeginning, toldEvents } from '../support/told-events.js'
import { storeContract } from './contract/store-contract.js'

const server = findServer()

if (server === undefined) {
  const pool = new PglitePool()
  // A whole database is compiled first.
  beforeAll(() => pool.empty(), 60_000)
  afterAll(() => pool.close())
  storeContract('PostgreSQL in process (PGlite), since no server was found', async () => {
    await pool.empty()
    return postgresStore(pool)
  })
  test.skip('two connections at once: skipped, since PGlite has one; set TEST_DATABASE_URL to run them', () => {})
} else {
  storeContract('PostgreSQL', storesOnOneSchema(server), async () => (await openEmpty(server)).store)
  describe('PostgreSQL, two connections:', () => twoConnections(server))
}

/** A store on an empty schema, which goes when the store is closed. */
async function openEmpty(at: string): Promise<{ store: Store; url: string }> {
  const { url, drop } = await emptySchema(at)
  const store = openPostgresStore(url)
  const close = async () => {
    await store.close()
    await drop()
  }
  return { store: { ...store, close }, url }
}

function twoConnections(at: string): void {
  let one: Store
  let two: Store
  let client: Client
  beforeEach(async () => {
    const opened = await openEmpty(at)
    one = opened.store
    two = openPostgresStore(opened.url)
    client = new Client({ connectionString: opened.url })
    await Promise.all([client.connect(), one.migrate(), two.migrate()])
  })
  afterEach(async () => {
    await client.end()
    await two.close()
    await one.close()
  })

  const claim = (store: Store, sender: string, limit: number) =>
    store.messages.claimDue({ owner: sender, app: owner, limit, now: 2_000, leaseUntil: 3_000 })

  test('time is the database’s, also within a transaction that began earlier, and no process’s', async () => {
    const wrong = { now: () => 5 }
    const asked = async () => {
      const { rows } = await client.query<{ ms: string }>(
        'select extract(epoch from clock_timestamp()) * 1000 as ms',
      )
      return Number(rows[0]?.ms)
    }
    await one.transaction(async (tx) => {
      await tx.now(wrong)
      const before = await asked()
      const told = await tx.now(wrong)
      expect(told).toBeGreaterThanOrEqual(Math.floor(before))
      expect(told).toBeLessThanOrEqual(Math.ceil(await asked()))
    })
  })

  describe('the feed of events', () => {
    const event = (subscriptionId: string) => ({
      ...({ type: 'subscription.changed', appId: owner.appId, subject: 's', happenedAt: 1 } as const),
      data: { subscriptionId },
    })
    const told = async (store: Store, count: number, after = fromTheBeginning) =>
      (await toldEvents(store, count, { after })).map(({ data }) => data.subscriptionId)

    /** Begins with `before`, and ends with `after` when it is told to. */
    async function openTransaction(before: (tx: StoreParts) => Promise<unknown>, after = before) {
      let [go, begun] = [() => {}, () => {}]
      const gate = new Promise<void>((resolve) => (go = resolve))
      const hasBegun = new Promise<void>((resolve) => (begun = resolve))
      const ended = one.transaction(async (tx) => {
        await before(tx)
        begun()
        await gate
        await after(tx)
      })
      await hasBegun
      return { end: () => (go(), ended) }
    }
    const nothing = () => Promise.resolve()

    test('waits for a transaction that is open, and loses nothing of it', async () => {
      const open = await openTransaction((tx) => tx.events.add([event('of the open one')]), nothing)
      await two.events.add([event('of the second')])
      // Its number is lower than that of the open one, had the feed gone by numbers alone.
      expect(await two.events.after(fromTheBeginning, [owner.appId], 10)).toEqual([])
      await open.end()
      expect(await told(two, 2)).toEqual(['of the open one', 'of the second'])
    })

    test('waits for one that has told nothing yet, whose event has the highest number in the end', async () => {
      const open = await openTransaction(
        (tx) => tx.upkeep.tryWrite(),
        (tx) => tx.events.add([event('of the open one')]),
      )
      await two.events.add([event('of the second')])
      expect(await two.events.after(fromTheBeginning, [owner.appId], 10)).toEqual([])
      await open.end()
      expect(await told(two, 2)).toEqual(['of the open one', 'of the second'])
    })

    test('a reader that goes on while many write at once sees each event once', async () => {
      const seen: unknown[] = []
      let after = fromTheBeginning
      const read = async () => {
        const page = await two.events.after(after, [owner.appId], 7)
        after = page.at(-1) ?? after
        seen.push(...page.map(({ data }) => data.subscriptionId))
      }
      const write = async (writer: number) => {
        for (let count = 0; count < 20; count += 1)
          await one.transaction(async (tx) => {
            await tx.events.add([event(`${writer}.${count}.first`)])
            await tx.now(Date)
            await tx.events.add([event(`${writer}.${count}.second`)])
          })
      }
      const writing = Promise.all(Array.from({ length: 5 }, (_, writer) => write(writer)))
      while (seen.length < 200) await read()
      await writing
      expect(new Set(seen).size).toBe(200)
      expect(seen).toHaveLength(200)
    })

    test('does not wait for what is written to another schema or database of the server', async () => {
      await client.query(
        'begin; create temporary table elsewhere (id integer); insert into elsewhere values (1)',
      )
      await two.events.add([event('told')])
      expect(await told(two, 1)).toEqual(['told'])
      await client.query('rollback')
    })

    test('a database that was restored into another server goes on after its old events', async () => {
      await one.events.add([event('of the old server')])
      await client.query('update events set xid = xid + 7000000000')
      await one.migrate()
      await one.events.add([event('of the new one')])
      expect(await told(two, 2)).toEqual(['of the old server', 'of the new one'])
    })
  })

  test('senders in two processes share the outbox: each message is held by one', async () => {
    for (let count = 0; count < 40; count += 1) await one.messages.insert(newMessage())
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, index) => claim(index % 2 === 0 ? one : two, `s${index}`, 10)),
    )
    const more = await claim(one, 'rest', 100)
    const ids = [...claims.flat(), ...more].map(({ requestId }) => requestId)
    expect(ids).toHaveLength(40)
    expect(new Set(ids).size).toBe(40)
  })

  test('a row that another transaction holds is passed over, not waited for', async () => {
    const held = newMessage()
    const free = newMessage()
    for (const message of [held, free]) await one.messages.insert(message)
    await client.query('begin')
    await client.query('select 1 from messages where request_id = $1 for update', [held.requestId])
    expect((await claim(two, 's2', 10)).map(({ requestId }) => requestId)).toEqual([free.requestId])
    await client.query('rollback')
  })

  test('a decision read for update stands until that ends: a withdrawal waits', async () => {
    const [subscription] = await one.subscriptions.ensure(owner, [templateCode])
    const { subscriptionId } = subscription!
    await one.subscriptions.decide(subscriptionId, { type: 'AGREE', decidedAt: 1, receivedAt: 1, credits: 0 })
    const order: string[] = []
    let withdrawing: Promise<unknown> = Promise.resolve()
    await one.transaction(async (tx) => {
      expect(await tx.subscriptions.findForUpdate(subscriptionId)).toMatchObject({ type: 'AGREE' })
      withdrawing = two
        .transaction(async (other) => {
          await other.subscriptions.decide(subscriptionId, {
            type: 'REJECT',
            decidedAt: 2,
            receivedAt: 2,
            credits: 0,
          })
          return other.messages.purgeQueued(subscriptionId, 'WITHDRAWN', 2)
        })
        .then((purged) => order.push(`withdrawn, ${purged} purged`))
      await isWaiting()
      await tx.messages.insert(newMessage({ subscriptionId }))
      order.push('enqueued')
    })
    await withdrawing
    expect(order).toEqual(['enqueued', 'withdrawn, 1 purged'])
  })

  test('a decision that is only read keeps nobody waiting, in a transaction too', async () => {
    const [subscription] = await one.subscriptions.ensure(owner, [templateCode])
    const { subscriptionId } = subscription!
    await one.transaction(async (tx) => {
      await tx.subscriptions.find(subscriptionId)
      await two.subscriptions.decide(subscriptionId, {
        ...{ type: 'REJECT', decidedAt: 2, receivedAt: 2, credits: 0 },
      })
    })
    expect(await one.subscriptions.find(subscriptionId)).toMatchObject({ type: 'REJECT' })
  })

  /** Until a connection of this database waits for a lock. */
  async function isWaiting(): Promise<void> {
    const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
      and query like '%subscriptions%' and pid <> pg_backend_pid()`
    // Within a transaction PostgreSQL shows the same picture again.
    while ((await client.query(waiting)).rowCount === 0) await client.query('select pg_stat_clear_snapshot()')
  }

  test('the ledger is one chain for two processes', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? one : two).ledger.append(ledgerEntry(), ledgerKeys[0]),
      ),
    )
    const rows = await one.ledger.rowsAfter(owner.appId, 0, 100)
    expect(rows).toHaveLength(20)
    expect(firstBrokenRow(rows, { appId: owner.appId, keys: ledgerKeys })).toBeUndefined()
  })

  test('a transaction holds the end of its app’s chain only while it ends', async () => {
    await one.transaction(async (tx) => {
      await tx.ledger.append(ledgerEntry({ templateCode: 'one' }), ledgerKeys[0])
      // Waits for nobody, although the transaction above goes on.
      await two.ledger.append(ledgerEntry({ templateCode: 'two' }), ledgerKeys[0])
      expect(await tx.ledger.ofSubject(owner)).toMatchObject([
        { templateCode: 'one' },
        { templateCode: 'two' },
      ])
    })
    const rows = await one.ledger.rowsAfter(owner.appId, 0, 10)
    expect(rows.map(({ entry }) => (JSON.parse(entry) as { templateCode: string }).templateCode)).toEqual([
      ...['two', 'one'],
    ])
    expect(firstBrokenRow(rows, { appId: owner.appId, keys: ledgerKeys })).toBeUndefined()
  })

  test('an app does not wait for another one to end its chain', async () => {
    // As a transaction that appends to the chain of P1 and has not ended.
    await client.query(
      "begin; select pg_advisory_xact_lock('consent_ledger'::regclass::oid::int, hashtext('P1'))",
    )
    const ofFirst = one.ledger.append(ledgerEntry({ appId: 'P1' }), ledgerKeys[0])
    await two.ledger.append(ledgerEntry({ appId: 'P2' }), ledgerKeys[0])
    expect(await two.ledger.apps()).toEqual(['P2'])
    await client.query('commit')
    await ofFirst
    expect(await two.ledger.apps()).toEqual(['P1', 'P2'])
  })

  test('transactions that lock each other out are run again', async () => {
    const [a, b] = await one.subscriptions.ensure(owner, ['a', 'b'])
    let met = 0
    let bothHold = () => {}
    const both = new Promise<void>((resolve) => (bothHold = resolve))
    const crossing = (store: Store, first: string, second: string) =>
      store.transaction(async (tx) => {
        await tx.subscriptions.findForUpdate(first)
        if ((met += 1) === 2) bothHold()
        await both
        await tx.subscriptions.decide(second, { type: 'AGREE', decidedAt: met, receivedAt: met, credits: 1 })
      })
    await Promise.all([
      crossing(one, a!.subscriptionId, b!.subscriptionId),
      crossing(two, b!.subscriptionId, a!.subscriptionId),
    ])
    expect(met).toBeGreaterThan(2)
    expect(await one.subscriptions.ofOwnerForUpdate(owner)).toMatchObject([{ credits: 1 }, { credits: 1 }])
  })

  const holdsSubject = async () => {
    const [subscription] = await one.subscriptions.ensure(owner, [templateCode])
    const { subscriptionId } = subscription!
    await one.messages.insert(newMessage({ subscriptionId }))
    await one.tokens.put(owner, storedToken())
  }
  /** Until another connection of this database waits for a lock. */
  const anyWaits = async () => {
    const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
      and application_name = 'mini-message-server' and query not like '%pg_stat_activity%'`
    // Within a transaction PostgreSQL shows the same picture again.
    while ((await client.query(waiting)).rowCount === 0) await client.query('select pg_stat_clear_snapshot()')
  }

  test('an erase that PostgreSQL gives up in favour of another transaction is run again', async () => {
    await holdsSubject()
    await client.query("set deadlock_timeout = '1h'; begin")
    await client.query('select 1 from tokens where subject = $1 for update', [owner.subject])
    const erasing = two.upkeep.erase([owner.subject])
    await anyWaits()
    await client.query("update messages set detail = '' where subject = $1", [owner.subject])
    await client.query('commit')
    expect(await erasing).toBe(1)
    expect(await one.upkeep.keptAbout([owner.subject])).toMatchObject({ subscriptions: [], messages: [] })
  })

  test('an erase locks in the order of all others: who holds a subscription may go on to its messages', async () => {
    await holdsSubject()
    await client.query("set deadlock_timeout = '1ms'; begin")
    await client.query('select 1 from subscriptions where subject = $1 for no key update', [owner.subject])
    const erasing = two.upkeep.erase([owner.subject])
    await anyWaits()
    const purging = client.query("update messages set detail = '' where subject = $1", [owner.subject])
    await expect(purging).resolves.toMatchObject({ rowCount: 1 })
    await client.query('commit')
    expect(await erasing).toBe(1)
  })

  test('rows of an erase are left while an older transaction may still see them', async () => {
    await holdsSubject()
    await client.query('begin isolation level repeatable read')
    await client.query('select count(*) from messages')
    await one.upkeep.erase([owner.subject])
    expect(await one.compact()).toBe(false)
    expect(await one.finishCompacting()).toBe(false)
    await client.query('commit')
    while (!(await one.finishCompacting())) continue
  })

  test('an erase vacuums nothing while somebody waits, and another process does it later', async () => {
    await holdsSubject()
    const vacuums = async () =>
      (
        await client.query<{ count: string }>(
          "select coalesce(sum(vacuum_count), 0) as count from pg_stat_user_tables where schemaname = current_schema() and relname = 'messages'",
        )
      ).rows[0]?.count
    await one.upkeep.erase([owner.subject])
    expect(await one.compact()).toBe(false)
    expect(await vacuums()).toBe('0')
    while (!(await two.finishCompacting())) continue
    while ((await vacuums()) === '0') await client.query('select pg_stat_clear_snapshot()')
    expect(await one.compact()).toBe(true)
  })

  describe('the history is cut by day:', () => {
    const dayMs = 86_400_000
    const day = Date.UTC(2026, 10, 20)

    async function finished(
      requestId: string,
      at: number,
      outcome: 'SENT' | 'REJECTED' = 'SENT',
    ): Promise<void> {
      await one.messages.insert(newMessage({ requestId, expiresAt: Number.MAX_SAFE_INTEGER }))
      const lease = { now: at, leaseUntil: at + 1_000 }
      const [held] = await one.messages.claimDue({ owner: 's', app: owner, limit: 1, ...lease })
      const attempt = { outcome, code: null, detail: null, at }
      await one.messages.recordEnd({ claim: held!, attempt, then: 'FINISH', outcome })
    }
    /** Where the database keeps it. */
    const placeOf = async (requestId: string) =>
      (
        await client.query<{ place: string }>(
          'select tableoid::regclass::text as place from message_history where request_id = $1',
          [requestId],
        )
      ).rows[0]?.place
    const days = async () =>
      (
        await client.query<{ name: string }>(
          "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'message_history'::regclass order by 1",
        )
      ).rows.map(({ name }) => name)

    test('today and the days to come have a partition as soon as the database is migrated', async () => {
      await finished('now', await one.now(Date))
      expect(await placeOf('now')).toMatch(/^message_history_\d{8}$/)
      expect(await days()).toHaveLength(9)
    })

    test('days are made once, by however many processes at once', async () => {
      await Promise.all([one, two, one, two].map((store) => store.history.prepare(day)))
      const names = await days()
      expect(names).toContain('message_history_20261120')
      expect(names).toContain('message_history_20261127')
      expect(new Set(names).size).toBe(names.length)
    })

    test('what finishes on a day without a partition is kept, found, and forgotten all the same', async () => {
      await finished('early', day + 1)
      expect(await placeOf('early')).toBe('message_history_default')
      await one.history.prepare(day)
      expect(await placeOf('early')).toBe('message_history_default')
      await finished('beside', day + 2)
      expect(await findMessage(one, 'early')).toMatchObject({ outcome: 'SENT' })
      while (!(await one.history.forgetBefore(day + 2, 10)).isDone) continue
      expect(await findMessage(one, 'early')).toBeUndefined()
      expect(await findMessage(one, 'beside')).toMatchObject({ outcome: 'SENT' })
    })

    test('a day goes as a whole when all of it is old enough, and its requestIds are free', async () => {
      await one.history.prepare(day)
      const ids = ['a', 'b', 'c', 'd', 'e']
      for (const requestId of ids) await finished(requestId, day + 1)
      await finished('next', day + dayMs)
      expect(await one.history.forgetBefore(day + dayMs - 1, 2)).toEqual({ messages: 0, isDone: true })
      let [rows, batch] = [0, await one.history.forgetBefore(day + dayMs, 2)]
      for (; !batch.isDone; batch = await one.history.forgetBefore(day + dayMs, 2, batch.after)) {
        rows += batch.messages
      }
      expect(rows).toBe(5)
      expect(await days()).not.toContain('message_history_20261120')
      expect(await one.messages.known([...ids, 'next'].map(keyOf))).toMatchObject([{ requestId: 'next' }])
    })

    test('a dead letter whose requestId is free already is not sent again, and a new message is found before it', async () => {
      await one.history.prepare(day)
      for (const requestId of ['a', 'b', 'c']) await finished(requestId, day + 1, 'REJECTED')
      await one.history.forgetBefore(day + dayMs, 2)
      const requeued = ['a', 'c'].map((requestId) => one.messages.requeue(keyOf(requestId), day + 2))
      expect(await Promise.all(requeued)).toEqual([false, true])
      expect(await one.messages.insert(newMessage({ requestId: 'a', createdAt: day }))).toBe(true)
      expect(await findMessage(one, 'a')).toMatchObject({ status: 'QUEUED' })
    })

    /** Resolves when `work` waits for another one as the last of so many who lock requestIds, or has ended without. */
    async function waitsOrEnds(work: Promise<unknown>, count = 1): Promise<void> {
      const progress = { hasEnded: false }
      void work.finally(() => (progress.hasEnded = true))
      while (!progress.hasEnded) {
        const { rowCount } = await client.query(
          `select distinct waiting.pid from pg_locks as waiting join pg_locks as held on held.pid = waiting.pid
            where not waiting.granted and held.relation = 'message_keys'::regclass`,
        )
        if ((rowCount ?? 0) >= count) return
      }
    }

    test('a dead letter that is queued anew while its day is cleaned up keeps its requestId', async () => {
      await one.history.prepare(day)
      for (const requestId of ['a', 'b']) await finished(requestId, day + 1, 'REJECTED')
      const cleaning = await one.transaction(async (tx) => {
        expect(await tx.messages.requeue(keyOf('a'), day + 2)).toBe(true)
        const batch = two.history.forgetBefore(day + dayMs, 10)
        await waitsOrEnds(batch)
        return { batch }
      })
      await cleaning.batch
      const known = await one.messages.known(['a', 'b'].map(keyOf))
      expect(known).toMatchObject([{ requestId: 'a', status: 'QUEUED' }])
      expect(await one.messages.insert(newMessage({ requestId: 'a', createdAt: day }))).toBe(false)
    })

    test('a dead letter is not queued anew when the clean-up of its day has its requestId already', async () => {
      await one.history.prepare(day)
      for (const requestId of ['a', 'b']) await finished(requestId, day + 1, 'REJECTED')
      await client.query("begin; select from message_keys where request_id = 'b' for update")
      const batch = two.history.forgetBefore(day + dayMs, 10)
      await waitsOrEnds(batch)
      const requeued = one.messages.requeue(keyOf('a'), day + 2)
      await waitsOrEnds(requeued, 2)
      await client.query('commit')
      await batch
      expect(await requeued).toBe(false)
      expect(await one.messages.known(['a', 'b'].map(keyOf))).toEqual([])
    })

    test('a day that somebody reads stays for the next clean-up, and nobody waits for it', async () => {
      await one.history.prepare(day)
      await finished('a', day + 1)
      await client.query('begin; select count(*) from message_history')
      expect(await one.history.forgetBefore(day + dayMs, 10)).toEqual({ messages: 1, isDone: true })
      await finished('b', day + dayMs)
      await client.query('commit')
      expect(await days()).toContain('message_history_20261120')
      while (!(await one.history.forgetBefore(day + dayMs, 10)).isDone) continue
      expect(await days()).not.toContain('message_history_20261120')
    })

    test('a message that is asked for is read by indexes alone, in every day', async () => {
      await client.query('set enable_seqscan = off')
      for (const where of ["app_id = 'P' and request_id = 'r'", "subject = 's'"]) {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(
          `explain select * from all_messages where ${where}`,
        )
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
        expect(plan.match(/Index Scan|Bitmap Heap Scan/g)).toHaveLength(10)
        expect(plan).not.toContain('Seq Scan')
      }
    })
  })

  test.each([
    ['update', "update consent_ledger set entry = '{}'"],
    ['delete', 'delete from consent_ledger'],
    ['truncate', 'truncate consent_ledger'],
    [
      'upsert',
      "insert into consent_ledger select app_id, seq, previous_hash, hash, mac, subject, entry from consent_ledger on conflict (app_id, seq) do update set entry = '{}'",
    ],
    [
      'a fork',
      "insert into consent_ledger values ('P0000000000000010001', 2, 'elsewhere', 'h', 'm', 's', '{}')",
    ],
  ])('the database itself refuses to change the ledger: %s', async (_kind, statement) => {
    await one.ledger.append(ledgerEntry(), ledgerKeys[0])
    // Which lifts the triggers for itself alone.
    await one.appData.cutLedger('P9', 10)
    const before = await one.ledger.rowsAfter(owner.appId, 0, 10)
    await expect(client.query(statement)).rejects.toThrow(/append-only|only grows at its end/)
    expect(await one.ledger.rowsAfter(owner.appId, 0, 10)).toEqual(before)
  })
}
