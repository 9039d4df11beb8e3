import { sql, type Kysely, type RawBuilder } from 'kysely'
import { amongKeys, atomic, jsonRows, type Columns, type Dialect, type EachOf } from './database.js'
import { insertFinished } from './events.js'
import type { MessageKey, MessageOutcome, Tables } from './tables.js'

/** Written out, so that the database knows that it may use the index of dead letters. */
export const isDead = sql<boolean>`outcome in ('REJECTED', 'UNKNOWN')`

type Values = Readonly<Record<string, RawBuilder<unknown>>>

interface Move {
  from: 'messages' | 'message_history'
  to: 'messages' | 'message_history'
  /** Rows that `where` and `values` go by beside the message's own, in columns of other names. */
  given?: RawBuilder<unknown> | undefined
  where: RawBuilder<unknown>
  /** Of the columns that don't stay as they are. */
  values: Values
}

/** What both tables have. */
const inBoth = [
  ...[
    'app_id',
    'request_id',
    'reference',
    'subscription_id',
    'customer_belongs_to',
    'subject',
    'template_code',
    'templates',
  ],
  ...[
    'uses_credit',
    'created_at',
    'queued_at',
    'send_at',
    'expires_at',
    'expires_after',
    'code',
    'detail',
    'attempts',
  ],
  ...['was_unknown', 'unknown_code', 'retries', 'started_at', 'timeline', 'trace_id'],
]

const whatMoved = sql`app_id, request_id, outcome, code, uses_credit, subscription_id, queued_at, send_at, finished_at`
const keyOnly = sql`app_id, request_id`

/**
 * Takes messages from one table to the other; what finishes is an event. On PostgreSQL one statement does all, so that
 * nobody finds a message in neither or in both; SQLite can't, and lets in nobody else until the transaction ends.
 */
function move<Row extends MessageKey>(db: Kysely<Tables>, dialect: Dialect, what: Move): Promise<Row[]> {
  const { from, to, given, where, values } = what
  const target = { ...Object.fromEntries(inBoth.map((name) => [name, sql.ref(name)])), ...values }
  const names = sql.join(Object.keys(target).map((name) => sql.ref(name)))
  const into = sql`insert into ${sql.table(to)} (${names}) select ${sql.join(Object.values(target))}`
  const moved = to === 'message_history' ? whatMoved : keyOnly
  const isTold = to === 'message_history' && dialect.keepsEvents
  const withGiven = given ? sql`given as materialized (${given})` : undefined
  if (dialect.deletesInWith) {
    const gone = sql`gone as (delete from ${sql.table(from)} ${given ? sql`using given` : sql``}
      where ${where} returning *)`
    const kept = sql`kept as (${into} from gone returning ${isTold ? sql`*` : moved})`
    const told = isTold ? [sql`told as (${insertFinished(dialect, sql`kept`)})`] : []
    const parts = [...(withGiven ? [withGiven] : []), gone, kept, ...told]
    return sql<Row>`with ${sql.join(parts)} select ${moved} from kept`.execute(db).then(({ rows }) => rows)
  }
  return atomic(db, async (tx) => {
    const { rows } = await sql<Row>`${withGiven ? sql`with ${withGiven}` : sql``} ${into}
      from ${withGiven ? sql`given cross join ${sql.table(from)}` : sql.table(from)} where ${where}
      returning ${moved}`.execute(tx)
    if (rows.length === 0) return rows
    const ours = amongKeys(dialect.eachOf, rows)
    if (isTold) await insertFinished(dialect, sql`message_history where ${ours}`).execute(tx)
    await sql`delete from ${sql.table(from)} where ${ours}`.execute(tx)
    return rows
  })
}

/** What the end of a message may still change elsewhere. */
export interface Finished extends MessageKey {
  outcome: MessageOutcome
  code: string | null
  usesCredit: number
  subscriptionId: string
  queuedAt: number
  sendAt: number | null
  finishedAt: number
}

export interface FinishOptions {
  given?: RawBuilder<unknown>
  where: RawBuilder<unknown>
  /** Outcome and time of the end, and whatever else changes with it. */
  ending: Values & Record<'outcome' | 'finished_at', RawBuilder<unknown>>
}

/** Finishes messages of the outbox for good: they are in the history from then on. */
export const finish = (
  db: Kysely<Tables>,
  dialect: Dialect,
  { given, where, ending }: FinishOptions,
): Promise<Finished[]> =>
  move<Finished>(db, dialect, { from: 'messages', to: 'message_history', given, where, values: ending })

/**
 * Queues a dead letter anew, with the same requestId and bytes; its time counts anew, unless its caller had named it.
 * The attempts stay in the timeline, and an end that was unknown stays remembered. False: it is none, its parameters
 * are deleted, its time is over, or its day is being cleaned up and its requestId free for another message.
 */
export const requeue = (
  db: Kysely<Tables>,
  dialect: Dialect,
  { appId, requestId }: MessageKey,
  now: number,
): Promise<boolean> =>
  atomic(db, async (tx) => {
    const hold = dialect.rowLocks ? sql`for update` : sql``
    // The message before its key, as an erase locks them; a clean-up waits for the key.
    const { rows: letters } = await sql<{ createdAt: number }>`
      select created_at from message_history where app_id = ${appId} and request_id = ${requestId} and ${isDead}
      order by created_at desc limit 1 ${hold}`.execute(tx)
    const createdAt = letters[0]?.createdAt
    if (createdAt === undefined) return false
    const { rows: keys } = await sql`select 1 from message_keys
      where app_id = ${appId} and request_id = ${requestId} and created_at = ${createdAt} ${hold}`.execute(tx)
    if (keys.length === 0) return false
    const time = sql`cast(${now} as bigint)`
    const queued = await move(tx, dialect, {
      ...{ from: 'message_history', to: 'messages' },
      // Without parameters nothing is left that could be sent.
      where: sql`app_id = ${appId} and request_id = ${requestId} and created_at = ${createdAt} and ${isDead}
        and templates <> '[]' and (expires_after is not null or expires_at > ${now})`,
      values: {
        ...{ status: sql`'QUEUED'`, due_at: time, queued_at: time, retries: sql`0` },
        expires_at: sql`case when expires_after is null then expires_at else ${time} + expires_after end`,
      },
    })
    return queued.length === 1
  })

/** Deletes up to `limit` of what finished before, the oldest first, with its requestIds; returns how many. */
export const forgetOldest = (
  db: Kysely<Tables>,
  { eachOf, rowLocks }: Dialect,
  { table, before, limit }: { table: string; before: number; limit: number },
): Promise<number> =>
  atomic(db, async (tx) => {
    const { rows } = await sql<KeyOfFinished>`
      select app_id, request_id, created_at from ${sql.table(table)} where finished_at < ${before}
      order by finished_at limit ${limit} ${rowLocks ? sql`for update skip locked` : sql``}`.execute(tx)
    if (rows.length === 0) return 0
    await sql`delete from message_keys where ${keysOf(eachOf, rows)}`.execute(tx)
    await sql`delete from ${sql.table(table)}
      where ${amongKeys(eachOf, rows)} and finished_at < ${before}`.execute(tx)
    return rows.length
  })

export type KeyOfFinished = MessageKey & { createdAt: number }

const columns: Columns = { appId: 'text', requestId: 'text', createdAt: 'bigint' }

/** The WHERE of the keys of these, not of a later message that came under the same requestId when it was free again. */
export const keysOf = (eachOf: EachOf, finished: readonly KeyOfFinished[]): RawBuilder<boolean> => {
  const rows = finished.map(({ appId, requestId, createdAt }) => [appId, requestId, createdAt])
  return sql<boolean>`(app_id, request_id, created_at) in (${jsonRows(eachOf, columns, rows)})`
}

/** Where a batch ended. */
export interface Place extends MessageKey {
  day: string
}

/** How the history is cut; SQLite's is one table. */
export interface History {
  /** Makes room for what will finish in the next days. */
  prepare(now: number): Promise<void>
  /**
   * One batch: forgets up to `limit` messages that finished before, and with the last one of a day what room that had.
   * The next batch is given `after`.
   */
  forgetBefore(
    time: number,
    limit: number,
    after?: Place,
  ): Promise<{ messages: number; isDone: boolean; after?: Place }>
}
