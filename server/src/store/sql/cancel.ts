import type { Kysely } from 'kysely'
import { changedOne } from './atomic.js'
import { purged } from './purge-queued.js'
import type { Tables } from './tables.js'

/** Only while nobody holds it: what a sender has claimed may be on its way. */
export async function cancel(db: Kysely<Tables>, requestId: string, now: number): Promise<boolean> {
  const cancelled = await db
    .updateTable('messages')
    .set(purged('CANCELLED', 'cancelled by its caller before it was sent', now))
    .where('requestId', '=', requestId)
    .where('status', '=', 'QUEUED')
    .executeTakeFirst()
  return changedOne(cancelled)
}
