import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { Client } from 'pg'
import { openPostgresStore } from '../../src/store/postgres.js'
import type { Store } from '../../src/store/store.js'

const local = 'postgres://postgres@127.0.0.1:5432/postgres'

/** Asked in a process of its own, since tests are named before anything may be awaited. */
const ask = `
const { Client } = require(process.argv[1])
const client = new Client({ connectionString: process.argv[2], connectionTimeoutMillis: 2000 })
client.connect().then(() => process.exit(0), () => process.exit(1))`

/**
 * A real PostgreSQL for tests: TEST_DATABASE_URL, or the one on this machine; undefined when there is none, or
 * with TEST_DATABASE_URL=pglite.
 */
export function findServer(): string | undefined {
  const given = process.env.TEST_DATABASE_URL
  if (given === 'pglite') return undefined
  if (given !== undefined && given !== '') return given
  const pg = createRequire(__filename).resolve('pg')
  return spawnSync(process.execPath, ['-e', ask, pg, local]).status === 0 ? local : undefined
}

/** The same store, whose time is the caller's clock: for tests that let time pass. */
export const onGivenTime = (store: Store, time: () => number): Store => {
  const now = () => Promise.resolve(time())
  return { ...store, now, transaction: (work) => store.transaction((tx) => work({ ...tx, now })) }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** An empty schema of its own on that server; `drop` removes it with all that is in it. */
export async function emptySchema(server: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const schema = `test_${randomUUID().replaceAll('-', '')}`
  await run(server, `create schema ${schema}`)
  const url = new URL(server)
  url.searchParams.set('options', `-c search_path=${schema}`)
  return { url: url.href, drop: () => run(server, `drop schema ${schema} cascade`) }
}

/** The ledger's triggers refuse a delete, also in a test; a day that a test has made must not meet the next one. */
const emptyAll = `set session_replication_role = replica;
do $$ declare name text; begin
  for name in select relname from pg_class join pg_inherits on oid = inhrelid where relnamespace = current_schema()::regnamespace
    and relkind = 'r' and relname !~ '_default$' and (right(relname, 8) < to_char(now() at time zone 'UTC', 'YYYYMMDD')
      or right(relname, 8) > to_char(now() at time zone 'UTC' + interval '7 days', 'YYYYMMDD'))
  loop execute 'drop table ' || name; end loop;
  for name in select relname from pg_class where relnamespace = current_schema()::regnamespace
    and relkind in ('r', 'p') and not relispartition and relname !~ '^migration'
  loop execute 'delete from ' || name; end loop;
end $$`

/**
 * Opens stores on one schema for all tests of a file, one after the other: to make the tables for each takes longer
 * than the test itself. A store that is closed leaves the schema empty.
 */
export function storesOnOneSchema(server: string): () => Promise<Store> {
  let schema: ReturnType<typeof emptySchema> | undefined
  let migrated: Promise<void> | undefined
  afterAll(async () => (await schema)?.drop())
  return async () => {
    const { url } = await (schema ??= emptySchema(server))
    const store = openPostgresStore(url)
    const close = async () => {
      await store.close()
      await run(url, emptyAll)
    }
    return { ...store, migrate: () => (migrated ??= store.migrate()), close }
  }
}
