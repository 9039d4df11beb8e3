import { sql, type Kysely } from 'kysely'
import type { Settlement } from '../message-store.js'
import { atomic } from './atomic.js'
import { recordAttempts } from './attempts.js'
import { jsonRows, type Columns, type EachOf } from './json-rows.js'
import type { Tables } from './tables.js'

const columns: Columns = {
  ...{ requestId: 'text', owner: 'text', attempts: 'bigint', status: 'text', outcome: 'text' },
  ...{ messageId: 'text', code: 'text', detail: 'text', dueAt: 'bigint', charged: 'bigint' },
  ...{ finishedAt: 'bigint', isUnknown: 'bigint' },
}

/** Writes the attempts' ends and the messages' next states together, where the claim is still the caller's. */
export const settleAll = (
  db: Kysely<Tables>,
  eachOf: EachOf,
  settlements: readonly Settlement[],
): Promise<boolean[]> =>
  atomic(db, async (tx) => {
    const { rows } = await sql<{ requestId: string }>`
      with settled as materialized (${jsonRows(eachOf, columns, settlements.map(rowOf))})
      update messages set
        status = settled.status, outcome = settled.outcome, message_id = settled.message_id, owner = null,
        code = settled.code, detail = settled.detail, finished_at = settled.finished_at,
        due_at = coalesce(settled.due_at, messages.due_at), retries = messages.retries + settled.charged,
        was_unknown = case when settled.is_unknown = 1 then 1 else messages.was_unknown end,
        unknown_code = case when settled.is_unknown = 1 then coalesce(messages.unknown_code, settled.code)
          else messages.unknown_code end,
        -- Nobody may send it any more, so nobody needs what stood in it.
        templates = case when settled.outcome = 'PURGED' then '[]' else messages.templates end
      from settled
      where messages.request_id = settled.request_id and messages.status = 'SENDING'
        and messages.owner = settled.owner and messages.attempts = settled.attempts
      returning messages.request_id`.execute(tx)
    const ours = new Set(rows.map(({ requestId }) => requestId))
    const isOurs = settlements.map(({ claim }) => ours.has(claim.requestId))
    const ended = settlements.filter(({ attempt }, index) => isOurs[index] && attempt.outcome !== 'SENT')
    if (ended.length > 0) await recordAttempts(tx, eachOf, ended.map(attemptOf))
    return isOurs
  })

function rowOf(settlement: Settlement) {
  const { claim, attempt } = settlement
  const isUnknown = attempt.outcome === 'UNKNOWN' ? 1 : 0
  const claimed = [claim.requestId, claim.owner, claim.attempts]
  const said = [attempt.code, attempt.detail]
  if (settlement.then === 'RETRY') {
    const { dueAt, isCharged } = settlement
    return [...claimed, 'QUEUED', null, null, ...said, dueAt, isCharged ? 1 : 0, null, isUnknown]
  }
  const { outcome, messageId = null } = settlement
  return [...claimed, 'FINISHED', outcome, messageId, ...said, null, 0, attempt.at, isUnknown]
}

const attemptOf = ({ claim, attempt: { outcome, code, detail, at } }: Settlement) => ({
  ...{ requestId: claim.requestId, number: claim.attempts, startedAt: claim.startedAt ?? at, finishedAt: at },
  ...{ outcome, code, detail },
})
