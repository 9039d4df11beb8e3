import { sql, type Kysely, type Selectable } from 'kysely'
import type { Claim, MessageStore } from '../message-store.js'
import { atomic } from './atomic.js'
import { recordAttempts } from './attempts.js'
import type { Dialect } from './dialect.js'
import { jsonList } from './json-rows.js'
import { messageOf } from './message-row.js'
import type { Tables } from './tables.js'
import { unfinished } from './unfinished.js'

type Row = Selectable<Tables['messages']>

/** Its code in the timeline, and what the attempt's end says about the message. */
const senderDied = 'SENDER_DIED'

/** The owner is part of every later WHERE: a message is held by one sender at a time. */
export const claimDue = (
  db: Kysely<Tables>,
  { rowLocks, eachOf }: Dialect,
  { owner, app, exceptTemplates = [], limit, now, leaseUntil }: Parameters<MessageStore['claimDue']>[0],
): Promise<Claim[]> =>
  atomic(db, async (tx) => {
    const rows = await tx
      .selectFrom('messages')
      .selectAll()
      .where(unfinished)
      .where('appId', '=', app.appId)
      .where('customerBelongsTo', '=', app.customerBelongsTo)
      .where('dueAt', '<=', now)
      .$if(exceptTemplates.length > 0, (query) => query.where('templateCode', 'not in', exceptTemplates))
      .orderBy('dueAt')
      .limit(limit)
      // Held until this transaction ends: what another sender holds is passed over.
      .$if(rowLocks, (query) => query.forUpdate().skipLocked())
      .execute()
    if (rows.length === 0) return []
    const ids = jsonList(
      eachOf,
      rows.map(({ requestId }) => requestId),
    )
    await sql`update messages set
        unknown_code = case when status = 'SENDING' then coalesce(unknown_code, ${senderDied}) else unknown_code end,
        was_unknown = case when status = 'SENDING' then 1 else was_unknown end,
        status = 'SENDING', owner = ${owner}, due_at = ${leaseUntil}, attempts = attempts + 1, started_at = ${now}
      where request_id in ${ids}`.execute(tx)
    const broken = rows.filter(({ status }) => status === 'SENDING')
    if (broken.length > 0)
      await recordAttempts(
        tx,
        eachOf,
        broken.map((row) => brokenAttempt(row, now)),
      )
    return rows.map((row) => claimed(row, owner, now, leaseUntil))
  })

const brokenAttempt = ({ requestId, attempts, startedAt }: Row, now: number) => ({
  ...{ requestId, number: attempts, startedAt: startedAt ?? now, finishedAt: now },
  ...{ outcome: 'UNKNOWN' as const, code: senderDied, detail: 'the sender ended before it knew' },
})

/** Still SENDING although its lease is over: the sender died, and may have sent it before. */
function claimed(row: Row, owner: string, now: number, leaseUntil: number): Claim {
  const message = messageOf(row)
  const isBroken = row.status === 'SENDING'
  return {
    ...message,
    status: 'SENDING',
    wasUnknown: isBroken || message.wasUnknown,
    unknownCode: message.unknownCode ?? (isBroken ? senderDied : null),
    attempts: message.attempts + 1,
    startedAt: now,
    dueAt: leaseUntil,
    ...{ owner, leaseUntil },
  }
}
