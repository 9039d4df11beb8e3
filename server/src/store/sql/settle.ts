import { sql, type Kysely } from 'kysely'
import type { Settlement } from '../message-store.js'
import { atomic, changedOne } from './atomic.js'
import type { Tables } from './tables.js'

/** Writes the attempt's end and the message's next state together, if the claim is still the caller's. */
export const settle = (db: Kysely<Tables>, settlement: Settlement): Promise<boolean> =>
  atomic(db, async (tx) => {
    const { claim, attempt } = settlement
    const settled = await tx
      .updateTable('messages')
      .set({
        ...nextState(settlement),
        owner: null,
        code: attempt.code,
        detail: attempt.detail,
        ...(attempt.outcome === 'UNKNOWN' && {
          wasUnknown: 1,
          unknownCode: sql<string>`coalesce(unknown_code, ${attempt.code})`,
        }),
      })
      .where('requestId', '=', claim.requestId)
      .where('status', '=', 'SENDING')
      .where('owner', '=', claim.owner)
      .where('attempts', '=', claim.attempts)
      .executeTakeFirst()
    if (!changedOne(settled)) return false
    await tx
      .updateTable('attempts')
      .set({ outcome: attempt.outcome, code: attempt.code, detail: attempt.detail, finishedAt: attempt.at })
      .where('requestId', '=', claim.requestId)
      .where('number', '=', claim.attempts)
      .execute()
    return true
  })

function nextState(settlement: Settlement) {
  if (settlement.then === 'RETRY') {
    const { dueAt, isCharged } = settlement
    return { status: 'QUEUED', dueAt, ...(isCharged && { retries: sql<number>`retries + 1` }) } as const
  }
  const { outcome, messageId = null, attempt } = settlement
  return {
    status: 'FINISHED',
    outcome,
    messageId,
    finishedAt: attempt.at,
    // Nobody may send it any more, so nobody needs what stood in it.
    ...(outcome === 'PURGED' && { templates: '[]' }),
  } as const
}
