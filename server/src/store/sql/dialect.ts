import type { EachOf } from './json-rows.js'
import type { RowLocks } from './row-locks.js'

/** In what the two databases' SQL differs. */
export interface Dialect {
  rowLocks: RowLocks
  eachOf: EachOf
}

export const sqliteDialect: Dialect = { rowLocks: false, eachOf: 'json_each' }
export const postgresDialect: Dialect = { rowLocks: true, eachOf: 'json_array_elements' }
