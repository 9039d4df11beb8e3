import type { SqliteFile } from './open-database.js'
import { migrations } from './migrations/index.js'

/** Runs what is missing, in one transaction that takes the write lock first: two starters can't both run it. */
export function migrateSqlite(database: SqliteFile): void {
  database.exec(
    'create table if not exists migrations (number integer primary key, name text not null, applied_at text not null) strict',
  )
  const run = database.transaction(() => {
    const done = database.prepare('select coalesce(max(number), 0) as newest from migrations').all()
    const { newest } = done[0] as { newest: number }
    const insert = database.prepare("insert into migrations values (?, ?, datetime('now'))")
    for (const { number, name, sql } of migrations.filter((migration) => migration.number > newest)) {
      insert.run(number, name)
      database.exec(sql)
    }
  })
  run.immediate()
}
