import type { Config } from '../config/settings.js'
import { addressesOf } from './pool.js'
import { openPostgresStore } from './postgres.js'
import { openSqliteStore } from './sqlite.js'
import type { Store } from './store.js'
import type { Outage } from './database.js'

type Place = Pick<Config, 'DATABASE_FILE' | 'DATABASE_URL'>
type Bounds = Pick<
  Config,
  'DATABASE_POOL_SIZE' | 'DATABASE_CONNECT_TIMEOUT_MS' | 'DATABASE_QUERY_TIMEOUT_MS' | 'EVENTS'
>

/** The store that the configuration names: PostgreSQL when DATABASE_URL is set, otherwise a SQLite file. */
export const openStore = (
  { DATABASE_URL, DATABASE_FILE, ...bounds }: Place & Bounds,
  outage?: Outage,
): Store =>
  DATABASE_URL === undefined
    ? openSqliteStore(DATABASE_FILE, outage, { keepsEvents: bounds.EVENTS })
    : openPostgresStore(DATABASE_URL, {
        poolSize: bounds.DATABASE_POOL_SIZE,
        connectTimeoutMs: bounds.DATABASE_CONNECT_TIMEOUT_MS,
        queryTimeoutMs: bounds.DATABASE_QUERY_TIMEOUT_MS,
        keepsEvents: bounds.EVENTS,
        ...(outage && { outage }),
      })

/** Where the data are, for people: without user and password. */
export function placeOfData({ DATABASE_URL, DATABASE_FILE }: Place): string {
  if (DATABASE_URL !== undefined) {
    const addresses = addressesOf(DATABASE_URL).map((address) => new URL(address))
    return `PostgreSQL at ${addresses.map(({ host }) => host).join(',')}${addresses[0]?.pathname ?? ''}`
  }
  return DATABASE_FILE === ':memory:' ? 'memory, for this run only' : DATABASE_FILE
}
