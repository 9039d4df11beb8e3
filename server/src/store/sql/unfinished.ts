import { sql } from 'kysely'

/**
 * Written out, not as a parameter, and beside any other condition on `status`: only so does SQLite know that it may
 * use the indexes that hold unfinished messages alone.
 */
export const unfinished = sql<boolean>`status <> 'FINISHED'`

/** The same for the index of dead letters. */
export const isDead = sql<boolean>`outcome in ('REJECTED', 'UNKNOWN')`
