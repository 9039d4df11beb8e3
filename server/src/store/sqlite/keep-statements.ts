import type { SqliteDatabase, SqliteStatement } from 'kysely'
import type { SqliteFile } from './open-database.js'

/** More texts than the server has; those with lists of a changing length would otherwise fill the memory. */
const most = 256

/** Preparing a statement costs more than running it, so each text is prepared once. */
export function keepStatements(database: SqliteFile): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    prepare(text) {
      const known = kept.get(text)
      if (known) return known
      if (kept.size >= most) kept.clear()
      const made = database.prepare(text) as unknown as SqliteStatement
      kept.set(text, made)
      return made
    },
    close() {
      kept.clear()
      database.close()
    },
  }
}
