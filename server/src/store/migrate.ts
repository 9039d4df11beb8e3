import { Migrator, sql, type Kysely } from 'kysely'
import { SdkError } from '../contract/errors.js'
import type { Tables } from './tables.js'

/** SQL by name, in the order of the names. */
export type SchemaSteps = Readonly<Record<string, string>>

interface Schema {
  steps: SchemaSteps
  /** Runs a text of several statements, in the transaction that is open on `db`. */
  run: (text: string, db: Kysely<Tables>) => Promise<unknown>
  /** Where the lock itself is a transaction. */
  disableTransactions?: boolean
}

const table = 'migrations'

/** Brings a database up to date. Any number of processes may do so at once. @throws SdkError SCHEMA_TOO_NEW */
export async function migrate(db: Kysely<Tables>, { steps, run, ...options }: Schema): Promise<void> {
  refuseNewer(await stepsDone(db), steps)
  const migrations = Object.entries(steps).map(([name, text]) => [
    name,
    { up: (tx: Kysely<Tables>) => run(text, tx) },
  ])
  const migrator = new Migrator({
    ...{ db, migrationTableName: table, migrationLockTableName: 'migration_lock' },
    provider: { getMigrations: () => Promise.resolve(Object.fromEntries(migrations)) },
    ...options,
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error as Error
}

/** @throws SdkError SCHEMA_TOO_NEW, SCHEMA_TOO_OLD */
export async function checkSchema(db: Kysely<Tables>, steps: SchemaSteps): Promise<void> {
  const done = await stepsDone(db)
  refuseNewer(done, steps)
  const missing = Object.keys(steps).filter((name) => !done.includes(name))
  if (missing.length > 0)
    throw new SdkError(
      'SCHEMA_TOO_OLD',
      `the database lacks migration ${missing.join(', ')}: run mini-message-server migrate, or start the server`,
    )
}

async function stepsDone(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === table)) return []
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)} order by name`.execute(db)
  return rows.map(({ name }) => name)
}

/** An older program may write what a newer one can't read. */
function refuseNewer(done: readonly string[], steps: SchemaSteps): void {
  const unknown = done.filter((name) => !(name in steps))
  if (unknown.length > 0)
    throw new SdkError(
      'SCHEMA_TOO_NEW',
      `this release does not know migration ${unknown.join(', ')} of the database, which a newer release (or one from before the first) made: install that release, or restore the backup made before it`,
    )
}
