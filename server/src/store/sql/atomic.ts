import type { Kysely } from 'kysely'
import type { Tables } from './tables.js'

/** Runs several statements as one: in the transaction that is open, or in one of their own. */
export const atomic = <T>(db: Kysely<Tables>, work: (tx: Kysely<Tables>) => Promise<T>): Promise<T> =>
  db.isTransaction ? work(db) : db.transaction().execute(work)

/** How many rows a statement changed, as a condition. */
export const changedOne = (result: { numUpdatedRows: bigint }): boolean => result.numUpdatedRows === 1n
