import { Migrator, sql, type Kysely } from 'kysely'
import { SdkError } from '../contract/errors.js'
import type { Tables } from './tables.js'

/**
 * SQL by name, in the order of the names. A name says whether a release that does not know the step may work on the
 * database beside one that does: beside `0002-reference` it may, since that only adds; beside `0003!-split-tokens` not.
 */
export type SchemaSteps = Readonly<Record<string, string>>

const onlyAdds = /^\d{4}-/

interface Schema {
  steps: SchemaSteps
  /** Runs a text of several statements, in the transaction that is open on `db`. */
  run: (text: string, db: Kysely<Tables>) => Promise<unknown>
  /** Where the lock itself is a transaction. */
  disableTransactions?: boolean
}

const table = 'migrations'

/**
 * Brings a database up to date, and leaves one that the next release has brought further. Any number of processes may do
 * so at once. @throws SdkError SCHEMA_TOO_NEW
 */
export async function migrate(db: Kysely<Tables>, { steps, run, ...options }: Schema): Promise<void> {
  const isNewer = async () => isOfNextRelease(await stepsDone(db), steps)
  if (await isNewer()) return
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
  // It may have been brought further while this one waited for its turn.
  if (error !== undefined && !(await isNewer())) throw error as Error
}

/** @throws SdkError SCHEMA_TOO_NEW, SCHEMA_TOO_OLD */
export async function checkSchema(db: Kysely<Tables>, steps: SchemaSteps): Promise<void> {
  const done = await stepsDone(db)
  if (isOfNextRelease(done, steps)) return
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

/**
 * True: all of our steps are done, and others after them that only add, so that this release can go on. An older program
 * may write what a newer one can't read after any other step. @throws SdkError SCHEMA_TOO_NEW
 */
function isOfNextRelease(done: readonly string[], steps: SchemaSteps): boolean {
  const ours = Object.keys(steps)
  const last = ours.at(-1) ?? ''
  const unknown = done.filter((name) => !(name in steps))
  if (unknown.length === 0) return false
  const isAhead = ours.every((name) => done.includes(name)) && unknown.every((name) => name > last)
  const inTheWay = isAhead ? unknown.filter((name) => !onlyAdds.test(name)) : unknown
  if (inTheWay.length === 0) return true
  throw new SdkError(
    'SCHEMA_TOO_NEW',
    `this release can't work with migration ${inTheWay.join(', ')} of the database, which a newer release (or one from before the first) made: install that release, or restore the backup made before it`,
  )
}
