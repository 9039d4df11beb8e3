import { Client } from 'pg'
import { openPostgresStore } from '../../src/store/postgres.js'
import type { Store } from '../../src/store/store.js'
import { StoreUnavailable } from '../../src/store/database.js'
import { keyOf, newMessage } from '../support/builders.js'
import { Cluster, findPrograms } from '../support/own-cluster.js'

const programs = findPrograms()

if (programs === undefined) {
  test.skip('failover: skipped, since initdb was not found', () => {})
} else {
  describe('two PostgreSQL servers, of which one is a synchronous standby', () => failover(programs))
}

function failover(at: string): void {
  let primary: Cluster
  let standby: Cluster
  let store: Store
  beforeAll(async () => {
    primary = await Cluster.primary(at)
    await primary.start()
    standby = await Cluster.standbyOf(primary, at, 'second')
    await standby.start()
    await ask(primary, "alter system set synchronous_standby_names = 'second'")
    await ask(primary, 'select pg_reload_conf()')
    await becomes(primary, "select 1 from pg_stat_replication where sync_state = 'sync'")
    // The standby is named first: it is not to be used while it is one.
    const hosts = `${standby.address},${primary.address}`
    store = openPostgresStore(`postgres://postgres@${hosts}/postgres?target_session_attrs=read-write`, {
      ...{ queryTimeoutMs: 1_000, connectTimeoutMs: 1_000 },
    })
    await store.migrate()
  }, 60_000)
  afterAll(async () => {
    await store.close()
    await standby.remove()
    await primary.remove()
  })

  async function ask(cluster: Cluster, statement: string): Promise<number> {
    const client = new Client({ connectionString: `postgres://postgres@${cluster.address}/postgres` })
    await client.connect()
    try {
      return (await client.query(statement)).rowCount ?? 0
    } finally {
      await client.end()
    }
  }

  async function becomes(cluster: Cluster, statement: string): Promise<void> {
    while ((await ask(cluster, statement)) === 0) continue
  }

  const insert = (message = newMessage()) => store.transaction((tx) => tx.messages.insert(message))

  // The server sets no limit to a commit that waits for its standby; ours makes it an error, not a success.
  test('what the standby has not confirmed is not accepted', async () => {
    await standby.kill()
    const message = newMessage()
    await expect(insert(message)).rejects.toThrow(StoreUnavailable)
    await standby.start()
    await becomes(primary, "select 1 from pg_stat_replication where sync_state = 'sync'")
    await insert()
  })

  test('a connection whose server becomes read-only is given up, and the server is used again when it writes', async () => {
    await store.upkeep.tryWrite()
    await ask(primary, 'alter system set default_transaction_read_only = on')
    await ask(primary, 'select pg_reload_conf()')
    const refused = async () => {
      for (;;) await insert()
    }
    await expect(refused()).rejects.toThrow(/read-only/)
    await expect(store.upkeep.tryWrite()).rejects.toThrow(`${standby.address}: takes no writes (read-only)`)
    await ask(primary, 'alter system reset default_transaction_read_only')
    await ask(primary, 'select pg_reload_conf()')
    await becomes(primary, "select 1 where current_setting('default_transaction_read_only') = 'off'")
    await insert()
  })

  test('when the primary dies and the standby is promoted, all that was accepted is there', async () => {
    const accepted: string[] = []
    const untilOneFails = async () => {
      for (;;) {
        const message = newMessage()
        await insert(message)
        accepted.push(message.requestId)
      }
    }
    const failed = expect(untilOneFails()).rejects.toThrow(StoreUnavailable)
    while (accepted.length < 20) await new Promise(setImmediate)
    await primary.kill()
    await failed
    await expect(store.upkeep.tryWrite()).rejects.toThrow(StoreUnavailable)
    await standby.promote()
    await store.upkeep.tryWrite()
    expect(await store.messages.known(accepted.map(keyOf))).toHaveLength(accepted.length)
  })
}
