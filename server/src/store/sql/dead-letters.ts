import type { Kysely } from 'kysely'
import type { MessageStore, StoredMessage } from '../message-store.js'
import { changedOne } from './atomic.js'
import { messageOf } from './message-row.js'
import type { Tables } from './tables.js'
import { isDead } from './unfinished.js'

export async function deadLetters(
  db: Kysely<Tables>,
  { limit, before }: Parameters<MessageStore['deadLetters']>[0],
): Promise<StoredMessage[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where(isDead)
    .$if(before !== undefined, (query) =>
      query.where((row) =>
        row(
          row.refTuple('finishedAt', 'requestId'),
          '<',
          row.tuple(before?.finishedAt ?? 0, before?.requestId ?? ''),
        ),
      ),
    )
    .orderBy('finishedAt', 'desc')
    .orderBy('requestId', 'desc')
    .limit(limit)
    .execute()
  return rows.map(messageOf)
}

/** The attempts stay in the timeline, and an end that was unknown stays remembered. */
export async function requeue(db: Kysely<Tables>, requestId: string, now: number): Promise<boolean> {
  const queued = await db
    .updateTable('messages')
    .set({ status: 'QUEUED', outcome: null, finishedAt: null, dueAt: now, queuedAt: now, retries: 0 })
    .where('requestId', '=', requestId)
    .where(isDead)
    // Its parameters are gone: nothing is left that could be sent.
    .where('templates', '<>', '[]')
    .executeTakeFirst()
  return changedOne(queued)
}
