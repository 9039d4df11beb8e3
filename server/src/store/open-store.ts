import type { Config } from '../config/read-config.js'
import { openPostgresStore } from './postgres/postgres-store.js'
import { openSqliteStore } from './sqlite/sqlite-store.js'
import type { Store } from './store.js'

type Place = Pick<Config, 'DATABASE_FILE' | 'DATABASE_URL'>

/** The store that the configuration names: PostgreSQL when DATABASE_URL is set, otherwise a SQLite file. */
export const openStore = ({ DATABASE_URL, DATABASE_FILE }: Place): Store =>
  DATABASE_URL === undefined ? openSqliteStore(DATABASE_FILE) : openPostgresStore(DATABASE_URL)

/** Where the data are, for people: without user and password. */
export function placeOfData({ DATABASE_URL, DATABASE_FILE }: Place): string {
  if (DATABASE_URL !== undefined) {
    const { host, pathname } = new URL(DATABASE_URL)
    return `PostgreSQL at ${host}${pathname}`
  }
  return DATABASE_FILE === ':memory:' ? 'memory, for this run only' : DATABASE_FILE
}
