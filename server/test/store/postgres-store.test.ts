import { Client } from 'pg'
import { firstBrokenRow } from '../../src/consent/ledger-entry.js'
import { openPostgresStore, postgresStore } from '../../src/store/postgres/postgres-store.js'
import type { Store } from '../../src/store/store.js'
import { ledgerEntry, newMessage, owner, templateCode } from '../support/builders.js'
import { PglitePool } from '../support/pglite-pool.js'
import { emptySchema, findServer } from '../support/test-database.js'
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
  storeContract('PostgreSQL', async () => (await openEmpty(server)).store)
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

  test('a decision read in a transaction stands until that ends: a withdrawal waits', async () => {
    const [subscription] = await one.subscriptions.ensure(owner, [templateCode])
    const { subscriptionId } = subscription!
    await one.subscriptions.decide(subscriptionId, { type: 'AGREE', decidedAt: 1, receivedAt: 1, credits: 0 })
    const order: string[] = []
    let withdrawing: Promise<unknown> = Promise.resolve()
    await one.transaction(async (tx) => {
      expect(await tx.subscriptions.find(subscriptionId)).toMatchObject({ type: 'AGREE' })
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

  /** Until a connection of this database waits for a lock. */
  async function isWaiting(): Promise<void> {
    const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
      and query like '%subscriptions%' and pid <> pg_backend_pid()`
    while ((await client.query(waiting)).rowCount === 0) continue
  }

  test('the ledger is one chain for two processes', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? one : two).ledger.append(ledgerEntry())),
    )
    const rows = await one.ledger.rowsAfter(0, 100)
    expect(rows).toHaveLength(20)
    expect(firstBrokenRow(rows)).toBeUndefined()
  })

  test('transactions that lock each other out are run again', async () => {
    const [a, b] = await one.subscriptions.ensure(owner, ['a', 'b'])
    let met = 0
    let bothHold = () => {}
    const both = new Promise<void>((resolve) => (bothHold = resolve))
    const crossing = (store: Store, first: string, second: string) =>
      store.transaction(async (tx) => {
        await tx.subscriptions.find(first)
        if ((met += 1) === 2) bothHold()
        await both
        await tx.subscriptions.decide(second, { type: 'AGREE', decidedAt: met, receivedAt: met, credits: 1 })
      })
    await Promise.all([
      crossing(one, a!.subscriptionId, b!.subscriptionId),
      crossing(two, b!.subscriptionId, a!.subscriptionId),
    ])
    expect(met).toBeGreaterThan(2)
    expect(await one.subscriptions.ofOwner(owner)).toMatchObject([{ credits: 1 }, { credits: 1 }])
  })

  test.each([
    ['update', "update consent_ledger set entry = '{}'"],
    ['delete', 'delete from consent_ledger'],
    ['truncate', 'truncate consent_ledger'],
    [
      'upsert',
      "insert into consent_ledger select seq, previous_hash, hash, subject, entry from consent_ledger on conflict (seq) do update set entry = '{}'",
    ],
    ['a fork', "insert into consent_ledger values (2, 'elsewhere', 'h', 's', '{}')"],
  ])('the database itself refuses to change the ledger: %s', async (_kind, statement) => {
    await one.ledger.append(ledgerEntry())
    const before = await one.ledger.rowsAfter(0, 10)
    await expect(client.query(statement)).rejects.toThrow(/append-only|only grows at its end/)
    expect(await one.ledger.rowsAfter(0, 10)).toEqual(before)
  })
}
