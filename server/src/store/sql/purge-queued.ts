import { sql, type Kysely } from 'kysely'
import type { Tables } from './tables.js'

/** An earlier attempt that nobody knows the end of may have arrived: such a message stays UNKNOWN. */
export async function purgeQueued(
  db: Kysely<Tables>,
  subscriptionId: string,
  code: string,
  now: number,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('messages')
    .set({
      status: 'FINISHED',
      outcome: sql<'UNKNOWN' | 'PURGED'>`case when was_unknown = 1 then 'UNKNOWN' else 'PURGED' end`,
      code,
      detail: 'the user withdrew before it was sent',
      templates: '[]',
      finishedAt: now,
    })
    .where('subscriptionId', '=', subscriptionId)
    .where('status', '=', 'QUEUED')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
