import { sql, type Kysely } from 'kysely'
import type { NewMessage } from '../message-store.js'
import { jsonRows, type Columns, type EachOf } from './json-rows.js'
import type { Tables } from './tables.js'

const columns: Columns = {
  ...{ requestId: 'text', bodyHash: 'text', subscriptionId: 'text', subject: 'text', appId: 'text' },
  ...{ customerBelongsTo: 'text', templateCode: 'text', templates: 'text', usesCredit: 'bigint' },
  createdAt: 'bigint',
}

/** Queues them with one statement; of two with one requestId the first. */
export async function insertMessages(
  db: Kysely<Tables>,
  eachOf: EachOf,
  messages: readonly NewMessage[],
): Promise<boolean[]> {
  const { rows } = await sql<{ requestId: string }>`
    with given as (${jsonRows(eachOf, columns, messages.map(rowOf))})
    insert into messages (request_id, body_hash, subscription_id, subject, app_id, customer_belongs_to, template_code,
      templates, uses_credit, created_at, queued_at, due_at, status)
    select given.*, created_at, created_at, 'QUEUED' from given where true
    on conflict (request_id) do nothing
    returning request_id`.execute(db)
  const inserted = new Set(rows.map(({ requestId }) => requestId))
  // `delete` says whether it was still there: the second of two with one requestId is none.
  return messages.map(({ requestId }) => inserted.delete(requestId))
}

const rowOf = (message: NewMessage) => [
  ...[message.requestId, message.bodyHash, message.subscriptionId, message.subject, message.appId],
  ...[message.customerBelongsTo, message.templateCode, message.templates, message.usesCredit ? 1 : 0],
  message.createdAt,
]
