import { sql, type Kysely } from 'kysely'
import {
  amongKeys,
  atomic,
  jsonRows,
  keyRows,
  ofApps,
  ownedBy,
  type Columns,
  type Dialect,
} from './database.js'
import { isDead, requeue } from './history.js'
import { countDead, search, type FoundMessage, type MessageFilter, type SearchCursor } from './search.js'
import { messageOf, waitsForAuthorization } from './queue.js'
import type {
  MessageKey,
  MessageRow,
  NewMessage,
  StoredMessage,
  StoredSubscription,
  SubjectApp,
  Tables,
  TokenRow,
} from './tables.js'

/** Where a page of dead letters ended: its last one. */
export interface DeadLetterCursor {
  finishedAt: number
  requestId: string
}

/** Whom a message goes to, as it stands now. */
export interface Recipient {
  /**
   * The decision in force; REJECT where the user withdrew after the message was queued, whatever he decided since; null
   * when there is none, or no such subscription any more.
   */
  type: StoredSubscription['type']
  /** What is sent with; undefined when there is none. */
  token: TokenRow | undefined
}

/** What is known of a requestId as long as its message is kept. */
export type Known = MessageKey & Pick<Tables['messageKeys'], 'bodyHash'> & Pick<MessageRow, 'status'>

const keyColumns: Columns = { appId: 'text', requestId: 'text', bodyHash: 'text', createdAt: 'bigint' }
const columns: Columns = {
  ...{ appId: 'text', requestId: 'text', reference: 'text', subscriptionId: 'text', subject: 'text' },
  ...{ customerBelongsTo: 'text', templateCode: 'text', templates: 'text', usesCredit: 'bigint' },
  ...{ createdAt: 'bigint', sendAt: 'bigint', expiresAt: 'bigint', expiresAfter: 'bigint', traceId: 'text' },
}

const rowOf = (message: NewMessage) => [
  ...[message.appId, message.requestId, message.reference, message.subscriptionId, message.subject],
  ...[message.customerBelongsTo, message.templateCode, message.templates, message.usesCredit ? 1 : 0],
  ...[message.createdAt, message.sendAt, message.expiresAt, message.expiresAfter],
  message.traceId,
]

const keyOf = ({ appId, requestId }: MessageKey) => JSON.stringify([appId, requestId])

const keyRowOf = ({ appId, requestId, bodyHash, createdAt }: NewMessage) => [
  ...[appId, requestId, bodyHash, createdAt],
]

type RecipientRow = MessageKey & { type: Recipient['type'] } & {
  [Field in keyof TokenRow]: TokenRow[Field] | null
}

const recipientOf = (row: RecipientRow): Recipient => {
  const { type, accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt, version } = row
  const token = { accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt, version }
  return { type, token: version === null ? undefined : (token as TokenRow) }
}

/** What is asked about messages, and what their callers do with them; how they are sent stands in queue.ts. */
export function messages(db: Kysely<Tables>, dialect: Dialect) {
  const { eachOf } = dialect
  /** Queues them, all or nothing; for each of them false when its app has had its requestId, also by one before it. */
  const insertAll = (all: readonly NewMessage[]): Promise<boolean[]> =>
    atomic(db, async (tx) => {
      if (all.length === 0) return []
      const first = new Map(all.toReversed().map((message) => [keyOf(message), message]))
      const { rows } = await sql<MessageKey>`
        insert into message_keys (app_id, request_id, body_hash, created_at)
        select * from (${jsonRows(eachOf, keyColumns, [...first.values()].map(keyRowOf))}) as given where true
        on conflict (app_id, request_id) do nothing
        returning app_id, request_id`.execute(tx)
      const taken = new Set(rows.map(keyOf))
      const isNew = all.map((message) => taken.has(keyOf(message)) && first.get(keyOf(message)) === message)
      const queued = all.filter((_, index) => isNew[index])
      if (queued.length > 0)
        await sql`
          with given as (${jsonRows(eachOf, columns, queued.map(rowOf))})
          insert into messages (app_id, request_id, reference, subscription_id, subject, customer_belongs_to, template_code,
            templates, uses_credit, created_at, send_at, expires_at, expires_after, trace_id, queued_at, due_at, status)
          select given.*, created_at, case when send_at > created_at then send_at else created_at end, 'QUEUED'
          from given`.execute(tx)
      return isNew
    })

  return {
    insertAll,
    /** False when its app has had the requestId. */
    insert: async (message: NewMessage): Promise<boolean> => (await insertAll([message]))[0] ?? false,

    /** In the outbox or the history. */
    async find({ appId, requestId }: MessageKey): Promise<StoredMessage | undefined> {
      const row = await db
        .selectFrom('allMessages')
        .selectAll()
        .where('appId', '=', appId)
        .where('requestId', '=', requestId)
        // While a day is cleaned up, an older message may still be there beside a new one.
        .orderBy('createdAt', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && messageOf(row)
    },

    /** Newest first; after `before` where given. */
    search: (
      filter: MessageFilter,
      page: { limit: number; before?: SearchCursor },
    ): Promise<FoundMessage[]> => search(db, dialect, filter, page),

    countDead: (filter: MessageFilter): Promise<number> => countDead(db, dialect, filter),

    /** Of these apps those that have had a message with this requestId, as long as it is kept. */
    async appsWith(requestId: string, appIds: readonly string[]): Promise<string[]> {
      const rows = await db
        .selectFrom('messageKeys')
        .select('appId')
        .where(
          amongKeys(
            eachOf,
            appIds.map((appId) => ({ appId, requestId })),
          ),
        )
        .execute()
      return rows.map(({ appId }) => appId)
    },

    /** Those that there are, in any order; the history is not read for it. */
    async known(keys: readonly MessageKey[]): Promise<Known[]> {
      const { rows } = await sql<Known>`
        with keys as materialized (select * from message_keys where ${amongKeys(eachOf, keys)})
        select keys.app_id, keys.request_id, body_hash, coalesce(status, 'FINISHED') as status
        from keys left join messages on messages.app_id = keys.app_id and messages.request_id = keys.request_id`.execute(
        db,
      )
      return rows
    },

    /** Of each of these messages, in their order; none for one that is gone. One statement: asked at the last moment. */
    async recipientsOf(keys: readonly MessageKey[]): Promise<(Recipient | undefined)[]> {
      const { rows } = await sql<RecipientRow>`
        select messages.app_id, messages.request_id, access_token, access_token_expires_at, refresh_token, refresh_token_expires_at, version,
          -- One that was held by a sender that died was not there to be purged: a later AGREE is not for it.
          case when subscriptions.withdrawn_at >= messages.queued_at then 'REJECT' else subscriptions.type end as type
        from messages
          left join subscriptions on subscriptions.subscription_id = messages.subscription_id
          left join tokens on tokens.subject = messages.subject and tokens.app_id = messages.app_id
            and tokens.customer_belongs_to = messages.customer_belongs_to
        where (messages.app_id, messages.request_id) in (${keyRows(eachOf, keys)})`.execute(db)
      const found = new Map(rows.map((row) => [keyOf(row), recipientOf(row)]))
      return keys.map((key) => found.get(keyOf(key)))
    },

    /** Finished as REJECTED or UNKNOWN, newest first; after `before`, and of these apps alone, where given. */
    async deadLetters({
      limit,
      before,
      appIds,
    }: {
      limit: number
      before?: DeadLetterCursor
      appIds?: readonly string[]
    }): Promise<StoredMessage[]> {
      const rows = await db
        .selectFrom('messageHistory')
        .selectAll()
        .where(isDead)
        .where(ofApps(eachOf, appIds))
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
      return rows.map((row) => messageOf({ ...row, status: 'FINISHED', dueAt: row.finishedAt, owner: null }))
    },

    requeue: (key: MessageKey, now: number): Promise<boolean> => requeue(db, dialect, key, now),

    /** Is any attempt for this subscription under way, by a sender whose lease runs? */
    async isSending(subscriptionId: string, now: number): Promise<boolean> {
      const running = await db
        .selectFrom('messages')
        .select('requestId')
        .where('subscriptionId', '=', subscriptionId)
        .where('status', '=', 'SENDING')
        .where('dueAt', '>', now)
        .limit(1)
        .executeTakeFirst()
      return running !== undefined
    },

    /** The user has authorized again: what waited for that is due. */
    async makeDue(owner: SubjectApp, now: number): Promise<void> {
      await db
        .updateTable('messages')
        .set({ dueAt: now })
        .where(ownedBy(owner))
        .where(waitsForAuthorization)
        .execute()
    },
  }
}
