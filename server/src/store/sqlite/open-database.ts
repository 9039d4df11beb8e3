import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'

export type SqliteFile = InstanceType<typeof Database>

/** Opens the file, or `:memory:`. These settings belong to a connection, not to the file, so all of them stand here. */
export function openDatabase(file: string): SqliteFile {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const database = new Database(file, { timeout: 5_000 })
  database.pragma('journal_mode = WAL')
  // A message is accepted only when it has reached the disk.
  database.pragma('synchronous = FULL')
  // Pages that change with every group of messages are copied out of the log once in 16 MiB instead of once in 4.
  database.pragma('wal_autocheckpoint = 4000')
  database.pragma('foreign_keys = ON')
  database.pragma('secure_delete = ON')
  return database
}
