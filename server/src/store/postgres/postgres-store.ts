import { CamelCasePlugin, Kysely, PostgresDialect, sql, type PostgresPool } from 'kysely'
import { postgresDialect } from '../sql/dialect.js'
import { storeParts } from '../sql/store-parts.js'
import type { Tables } from '../sql/tables.js'
import type { Store } from '../store.js'
import { migratePostgres } from './migrate.js'
import { openPool } from './open-pool.js'
import { retryConflicts } from './retry-conflicts.js'

/** The store on a PostgreSQL server, shared by any number of processes. Call `migrate` before anything else. */
export const openPostgresStore = (url: string): Store => postgresStore(openPool(url))

/** The store on a pool of connections, which it ends when it is closed. */
export function postgresStore(pool: PostgresPool): Store {
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  })
  return {
    ...storeParts(db, postgresDialect),
    transaction: (work) =>
      retryConflicts(() => db.transaction().execute((tx) => work(storeParts(tx, postgresDialect)))),
    migrate: () => migratePostgres(db),
    ping: async () => {
      await sql`select 1`.execute(db)
    },
    // Their space is used anew; PostgreSQL's own log and backups keep what they have for as long as they are set to.
    compact: async () => {
      await sql`vacuum messages, attempts, tokens, subscriptions, user_infos, idempotency_records, auth_codes`.execute(
        db,
      )
    },
    close: () => pool.end(),
  }
}
