import { CamelCasePlugin, Kysely, sql } from 'kysely'
import { sqliteDialect } from '../sql/dialect.js'
import { storeParts } from '../sql/store-parts.js'
import type { Tables } from '../sql/tables.js'
import type { Store } from '../store.js'
import { ImmediateSqliteDialect } from './immediate-dialect.js'
import { keepStatements } from './keep-statements.js'
import { migrateSqlite } from './migrate.js'
import { openDatabase } from './open-database.js'

/** The store in one file, or in memory with `:memory:`. Call `migrate` before anything else. */
export function openSqliteStore(file: string): Store {
  const database = openDatabase(file)
  const db = new Kysely<Tables>({
    dialect: new ImmediateSqliteDialect({ database: keepStatements(database) }),
    plugins: [new CamelCasePlugin()],
  })
  return {
    ...storeParts(db, sqliteDialect),
    transaction: (work) => db.transaction().execute((tx) => work(storeParts(tx, sqliteDialect))),
    migrate: () => {
      migrateSqlite(database)
      return Promise.resolve()
    },
    ping: async () => {
      await sql`select 1`.execute(db)
    },
    compact: () => {
      database.exec('vacuum')
      database.pragma('wal_checkpoint(TRUNCATE)')
      return Promise.resolve()
    },
    close: () => {
      if (!database.open) return Promise.resolve()
      // libsql leaves everything in the -wal file otherwise, and a copy of the database alone would be empty.
      database.pragma('wal_checkpoint(TRUNCATE)')
      database.close()
      return Promise.resolve()
    },
  }
}
