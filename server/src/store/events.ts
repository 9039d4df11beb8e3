import { sql, type Kysely, type RawBuilder } from 'kysely'
import { appsIn, jsonList, jsonRows, storable, type Columns, type Dialect } from './database.js'
import type { EventType, SubjectApp, Tables } from './tables.js'

/** What is told of an event. Names that end in At are times, milliseconds since 1970; what is null is left out. */
export type EventData = Readonly<Record<string, string | number | readonly string[] | null>>

export type NewEvent = Pick<SubjectApp, 'appId' | 'subject'> & {
  type: EventType
  happenedAt: number
  data: EventData
}

/** Where a reader of the feed has come to. */
export interface EventCursor {
  /** The number of the transaction on PostgreSQL; 0 on SQLite. */
  xid: number
  seq: number
}

export type StoredEvent = EventCursor & Omit<NewEvent, 'subject'> & { eventId: string }

const columns: Columns = {
  ...{ appId: 'text', type: 'text', subject: 'text' },
  ...{ happenedAt: 'bigint', data: 'text' },
}

/** Of the transaction that runs. */
const ownNumber = sql`(select coalesce((select ahead from event_numbers), 0) + cast(cast(pg_current_xact_id() as text) as bigint))`
/**
 * Transactions below have all ended, as this statement sees it, but for those that are none of ours: a large import into
 * another database of the server holds nothing back. A transaction of ours has locked a table of ours before it had its
 * number, and keeps that lock to its end. Locks are read once, since two readings are of two moments; one that ended
 * before that counts as ours.
 */
export const oldestOpen = sql`(
  with locks as materialized (select locktype, mode, transactionid, pid, relation, database from pg_locks where granted),
    ours as (
      select locks.pid from locks join pg_class on pg_class.oid = locks.relation
      where locktype = 'relation' and database = (select oid from pg_database where datname = current_database())
        and relnamespace = (select relnamespace from pg_class where oid = cast('events' as regclass))
    ),
    others as (
      select cast(transactionid as text) as number from locks
      where locktype = 'transactionid' and mode = 'ExclusiveLock' and pid not in (select pid from ours where pid is not null)
    ),
    open as (
      select cast(cast(xip as text) as bigint) as number from pg_snapshot_xip(pg_current_snapshot()) as xip
      where cast(cast(xip as xid) as text) not in (select number from others)
    )
  select coalesce((select ahead from event_numbers), 0) + coalesce((select min(number) from open),
    cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint)))`

/** What is written of messages, in a statement that reads them from `finished`: most events are these. */
export function insertFinished({ jsonObject, rowLocks }: Dialect, finished: RawBuilder<unknown>) {
  const told = {
    requestId: sql`request_id`,
    reference: sql`reference`,
    subscriptionId: sql`subscription_id`,
    customerBelongsTo: sql`customer_belongs_to`,
    templateCode: sql`template_code`,
    outcome: sql`outcome`,
    code: sql`code`,
    unknownCode: sql`unknown_code`,
    messageId: sql`message_id`,
    createdAt: sql`created_at`,
    finishedAt: sql`finished_at`,
    traceId: sql`trace_id`,
  } satisfies Record<string, RawBuilder<unknown>>
  const pairs = Object.entries(told).map(([name, value]) => sql`${sql.lit(name)}, ${value}`)
  return sql`insert into events (app_id, ${rowLocks ? sql`xid, ` : sql``}type, subject, happened_at, data)
    select app_id, ${rowLocks ? sql`${ownNumber}, ` : sql``}
      case when outcome = 'EXPIRED' then 'message.expired' else 'message.finished' end, subject, finished_at,
      cast(${sql.raw(jsonObject)}(${sql.join(pairs)}) as text)
    from ${finished}`
}

export type EventRow = Omit<StoredEvent, 'data'> & { data: string }

export const storedEvent = ({ data, ...event }: EventRow): StoredEvent => ({
  ...event,
  data: JSON.parse(data) as EventData,
})

/** What happened, app by app. It is written in the transaction that it is about, and read when that has ended. */
export function events(db: Kysely<Tables>, { rowLocks, eachOf, keepsEvents }: Dialect) {
  const named = sql`app_id, event_id, type, happened_at, data`
  const listed = rowLocks ? sql`xid, seq, ${named}` : sql`0 as xid, seq, ${named}`
  const inOrder = rowLocks ? sql`xid, seq` : sql`seq`
  const place = sql`(${inOrder})`
  const isAfter = ({ xid, seq }: EventCursor) =>
    rowLocks ? sql`(xid, seq) > (${xid}, ${seq}) and xid < ${oldestOpen}` : sql`seq > ${seq}`
  const ofApp = (appId: RawBuilder<unknown>, after: EventCursor, limit: number) =>
    sql`select ${listed} from events where app_id = ${appId} and ${isAfter(after)} order by ${inOrder} limit ${limit}`

  return {
    areKept: keepsEvents,

    async add(added: readonly NewEvent[]): Promise<void> {
      if (!keepsEvents || added.length === 0) return
      const rows = added.map(({ appId, type, subject, happenedAt, data }) => [
        ...[appId, type, subject, happenedAt, JSON.stringify(data, storable)],
      ])
      await sql`insert into events (${rowLocks ? sql`xid, ` : sql``}app_id, type, subject, happened_at, data)
        select ${rowLocks ? sql`${ownNumber}, ` : sql``}given.* from (${jsonRows(eachOf, columns, rows)}) as given`.execute(
        db,
      )
    },

    /** Of these apps the next ones, oldest first; none that an open transaction may still come before. */
    async after(cursor: EventCursor, appIds: readonly string[], limit: number): Promise<StoredEvent[]> {
      const [only, ...others] = appIds
      if (only === undefined) return []
      const page =
        others.length === 0
          ? ofApp(sql`${only}`, cursor, limit)
          : rowLocks
            ? // Each by its own index entries: in one scan all that is left of the apps would be sorted.
              sql`select found.* from ${jsonList(eachOf, appIds)} as apps (app_id)
                cross join lateral (${ofApp(sql`apps.app_id`, cursor, limit)}) as found
                order by ${inOrder} limit ${limit}`
            : sql`select ${listed} from events where +app_id in ${jsonList(eachOf, appIds)} and ${isAfter(cursor)}
                order by ${inOrder} limit ${limit}`
      const { rows } = await sql<EventRow>`${page}`.execute(db)
      return rows.map(storedEvent)
    },

    /** All about these subjects, in the order of their time. */
    async ofSubjects(subjects: readonly string[]): Promise<StoredEvent[]> {
      const { rows } = await sql<EventRow>`select ${listed} from events
        where subject in ${jsonList(eachOf, subjects)} order by happened_at, seq`.execute(db)
      return rows.map(storedEvent)
    },

    async eraseSubjects(subjects: readonly string[]): Promise<void> {
      await sql`delete from events where subject in ${jsonList(eachOf, subjects)}`.execute(db)
    },

    /**
     * Up to `limit` of an app, whatever their age, and how far its webhook has come; returns how many events: less, when
     * none is left.
     */
    async deleteOfApp(appId: string, limit: number): Promise<number> {
      for (const table of ['webhooks', 'webhook_retries'])
        await sql`delete from ${sql.table(table)} where app_id = ${appId}`.execute(db)
      const { numAffectedRows = 0n } = await sql`delete from events where ${place} in (
        select ${inOrder} from events where app_id = ${appId} order by ${inOrder} limit ${limit})
        and app_id = ${appId}`.execute(db)
      return Number(numAffectedRows)
    },

    /** One batch of what happened before, at most `limit`; true when no more is left. */
    async forgetBefore(before: number, limit: number): Promise<boolean> {
      let left = limit
      for (const { appId } of (await appsIn('events').execute(db)).rows) {
        // An app's events are in the order of their time, but for transactions that ran at once.
        const { numAffectedRows = 0n } =
          await sql`delete from events where app_id = ${appId} and ${place} in (
          select ${inOrder} from events where app_id = ${appId} order by ${inOrder} limit ${left})
          and happened_at < ${before}`.execute(db)
        left -= Number(numAffectedRows)
        if (left <= 0) return false
      }
      return true
    },

    /**
     * After a restore: what happens from now on comes after every cursor that somebody may have from before. Nobody may
     * write meanwhile.
     */
    async countOn(): Promise<void> {
      if (rowLocks) {
        await countAhead(db, farAhead)
        return
      }
      await sql`insert into sqlite_sequence (name, seq) select 'events', 0
        where not exists (select 1 from sqlite_sequence where name = 'events')`.execute(db)
      await sql`update sqlite_sequence set seq = seq + ${farAhead} where name = 'events'`.execute(db)
    },

    /** Of a PostgreSQL cluster that counts its transactions from the beginning: it was restored from a dump. */
    async countOnIfBehind(): Promise<void> {
      if (!rowLocks) return
      let last = 0
      for (const { appId } of (await appsIn('events').execute(db)).rows) {
        const { rows } = await sql<{ xid: number }>`select xid from events where app_id = ${appId}
          order by xid desc limit 1`.execute(db)
        last = Math.max(last, rows[0]?.xid ?? 0)
      }
      const { rows } = await sql<{ own: number }>`select ${ownNumber} as own`.execute(db)
      const own = rows[0]?.own ?? 0
      if (own < last) await countAhead(db, last - own + farAhead)
    },
  }
}

/** More than a database writes between a backup and its restore; 2^53 has room for millions of them. */
const farAhead = 1_000_000_000

const countAhead = (db: Kysely<Tables>, by: number) =>
  sql`insert into event_numbers (id, ahead) values (1, ${by})
    on conflict (id) do update set ahead = event_numbers.ahead + ${by}`.execute(db)
