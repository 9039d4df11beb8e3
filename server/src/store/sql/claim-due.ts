import { sql, type Kysely } from 'kysely'
import type { Claim, MessageStore } from '../message-store.js'
import { atomic } from './atomic.js'
import { messageOf } from './message-row.js'
import type { RowLocks } from './row-locks.js'
import type { Tables } from './tables.js'

/** The owner is part of every later WHERE: a message is held by one sender at a time. */
export const claimDue = (
  db: Kysely<Tables>,
  rowLocks: RowLocks,
  { owner, app, exceptTemplates = [], limit, now, leaseUntil }: Parameters<MessageStore['claimDue']>[0],
): Promise<Claim[]> =>
  atomic(db, async (tx) => {
    const rows = await tx
      // As a CTE: PostgreSQL may run a subquery of WHERE again, and would then lock others than it updates.
      .with('due', (query) =>
        query
          .selectFrom('messages')
          .select('requestId')
          .where('status', '<>', 'FINISHED')
          .where('appId', '=', app.appId)
          .where('customerBelongsTo', '=', app.customerBelongsTo)
          .where('dueAt', '<=', now)
          .$if(exceptTemplates.length > 0, (rows) => rows.where('templateCode', 'not in', exceptTemplates))
          .orderBy('dueAt')
          .limit(limit)
          .$if(rowLocks, (rows) => rows.forUpdate().skipLocked()),
      )
      .updateTable('messages')
      .set({
        // Still SENDING although its lease is over: the sender died, and may have sent it before.
        unknownCode: sql<string>`case when status = 'SENDING' then coalesce(unknown_code, 'SENDER_DIED') else unknown_code end`,
        wasUnknown: sql<number>`case when status = 'SENDING' then 1 else was_unknown end`,
        status: 'SENDING',
        owner,
        dueAt: leaseUntil,
        attempts: sql<number>`attempts + 1`,
      })
      .where('requestId', 'in', (query) => query.selectFrom('due').select('due.requestId'))
      .returningAll()
      .execute()
    if (rows.length === 0) return []
    await endBrokenAttempts(
      tx,
      rows.map(({ requestId }) => requestId),
      now,
    )
    await tx
      .insertInto('attempts')
      .values(rows.map(({ requestId, attempts }) => ({ requestId, number: attempts, startedAt: now })))
      .execute()
    return rows.map((row) => ({ ...messageOf(row), owner, leaseUntil }))
  })

async function endBrokenAttempts(tx: Kysely<Tables>, requestIds: string[], now: number): Promise<void> {
  await tx
    .updateTable('attempts')
    .set({
      outcome: 'UNKNOWN',
      code: 'SENDER_DIED',
      detail: 'the sender ended before it knew',
      finishedAt: now,
    })
    .where('requestId', 'in', requestIds)
    .where('outcome', 'is', null)
    .execute()
}
