import { sql, type Kysely } from 'kysely'
import type { Tables } from '../sql/tables.js'
import { migrations } from './migrations/index.js'

/** Runs what is missing, in one transaction under a lock: any number of processes may start at once. */
export const migratePostgres = (db: Kysely<Tables>): Promise<void> =>
  db.transaction().execute(async (tx) => {
    // `create table if not exists` is no protection: two of them at once collide in the catalogue.
    await sql`select pg_advisory_xact_lock(hashtext('mini-message migrations'))`.execute(tx)
    await sql`create table if not exists migrations (number integer primary key, name text not null, applied_at text not null)`.execute(
      tx,
    )
    const { rows } = await sql<{
      newest: number
    }>`select coalesce(max(number), 0) as newest from migrations`.execute(tx)
    const newest = rows[0]?.newest ?? 0
    for (const { number, name, sql: text } of migrations.filter((migration) => migration.number > newest)) {
      await sql.raw(text).execute(tx)
      await sql`insert into migrations values (${number}, ${name}, ${new Date().toISOString()})`.execute(tx)
    }
  })
