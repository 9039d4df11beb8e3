import type { Kysely } from 'kysely'
import type { Tables } from './tables.js'

/**
 * Whether several transactions may run at once, so that what one has read and will change must be locked.
 * SQLite needs none of it: its `begin immediate` lets one writer in at a time.
 */
export type RowLocks = boolean

/** Do reads lock? Only within a transaction, which then holds what it has seen until it ends. */
export const locksReads = (db: Kysely<Tables>, rowLocks: RowLocks): boolean => rowLocks && db.isTransaction
