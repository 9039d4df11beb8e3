import { sql, type Kysely } from 'kysely'
import type { Tables } from './tables.js'
import { unfinished } from './unfinished.js'

/** An earlier attempt that nobody knows the end of may have arrived: such a message stays UNKNOWN. */
export const purged = (code: string, detail: string, now: number) => ({
  status: 'FINISHED' as const,
  outcome: sql<'UNKNOWN' | 'PURGED'>`case when was_unknown = 1 then 'UNKNOWN' else 'PURGED' end`,
  code,
  detail,
  templates: '[]',
  finishedAt: now,
})

export async function purgeQueued(
  db: Kysely<Tables>,
  subscriptionId: string,
  code: string,
  now: number,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('messages')
    .set(purged(code, 'the user withdrew before it was sent', now))
    .where(unfinished)
    .where('subscriptionId', '=', subscriptionId)
    .where('status', '=', 'QUEUED')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
