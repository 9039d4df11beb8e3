import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { SdkError } from '../contract/errors.js'
import { openDatabase, openSqliteStore } from './sqlite.js'

/**
 * Copies a SQLite file as it is at one moment, while others read and write it. The copy sends nothing until somebody says
 * so, since whoever starts a server on it has forgotten what came later. It is there as a whole, or not at all.
 * @throws SdkError NO_DATABASE, FILE_EXISTS, BACKUP_BROKEN
 */
export async function backUpSqlite(file: string, to: string): Promise<void> {
  if (!existsSync(file))
    throw new SdkError('NO_DATABASE', `there is no ${file}: DATABASE_FILE names the database`)
  const part = `${to}.part`
  const taken = [to, part].find((path) => existsSync(path))
  if (taken !== undefined) throw new SdkError('FILE_EXISTS', `${taken} is there already: nothing was written`)
  // VACUUM INTO takes an empty file; made here, it is nobody else's.
  closeSync(openSync(part, 'wx', 0o600))
  try {
    const database = openDatabase(file)
    try {
      database.prepare('vacuum into ?').run([part])
    } finally {
      database.close()
    }
    await pauseAndCheck(part)
    // SQLite does not wait until a copy has reached the disk.
    for (const path of [part, dirname(part)]) flush(path)
    renameSync(part, to)
    flush(dirname(to))
  } finally {
    for (const path of [part, `${part}-wal`, `${part}-shm`]) rmSync(path, { force: true })
  }
}

async function pauseAndCheck(copy: string): Promise<void> {
  const store = openSqliteStore(copy)
  try {
    await store.sending.begin('COPY', Date.now())
  } finally {
    await store.close()
  }
  const database = openDatabase(copy)
  const [{ quick_check: found }] = database.pragma('quick_check(1)') as [{ quick_check: string }]
  database.close()
  if (found !== 'ok') throw new SdkError('BACKUP_BROKEN', `the copy is broken: ${found}; look at the disk`)
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
