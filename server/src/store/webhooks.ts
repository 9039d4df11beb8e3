import { sql, type Kysely } from 'kysely'
import { atomic, jsonList, type Dialect } from './database.js'
import { oldestOpen, storedEvent, type EventCursor, type EventRow, type StoredEvent } from './events.js'
import { maySend } from './sending-state.js'
import type { Tables } from './tables.js'

/** How far the events of an app have been posted to its webhook. */
export interface WebhookState extends EventCursor {
  appId: string
  /** When the first attempt failed since the last one that did not. */
  failingSince: number | null
  offAt: number | null
}

export interface WebhookView extends WebhookState {
  /** When the oldest event happened that has not been posted; null when all have. */
  oldestAt: number | null
  /** Those of them that are tried again. */
  retries: number
}

export type Retry = StoredEvent & { attempts: number; firstFailedAt: number }

/** What came of a round of attempts for an app. */
export interface Round {
  appId: string
  at: number
  /** From where to where it has read the feed; absent where it has not read it. */
  read?: { from: EventCursor; to: EventCursor }
  /** To be tried again. */
  failed: readonly (EventCursor & { attempts: number; firstFailedAt: number; dueAt: number })[]
  /** Of earlier rounds: taken now, or given up. */
  done: readonly EventCursor[]
  hasTaken: boolean
  hasFailed: boolean
}

/** Of an app that takes nothing: then its place in the feed waits. */
const mostRetries = 100

/** Where each app's webhook stands. One process posts at a time; a round that was overtaken changes nothing. */
export function webhooks(db: Kysely<Tables>, { rowLocks, eachOf }: Dialect) {
  const state = sql`app_id, xid, seq, failing_since, off_at`
  const isAfter = rowLocks
    ? sql`(events.xid, events.seq) > (webhooks.xid, webhooks.seq)`
    : sql`events.seq > webhooks.seq`
  const isReadable = rowLocks ? sql`${isAfter} and events.xid < ${oldestOpen}` : isAfter
  const inOrder = rowLocks ? sql`events.xid, events.seq` : sql`events.seq`
  const isSame = rowLocks
    ? sql`events.app_id = retries.app_id and events.xid = retries.xid and events.seq = retries.seq`
    : sql`events.app_id = retries.app_id and events.seq = retries.seq`
  const latest = rowLocks ? sql`xid desc, seq desc` : sql`seq desc`

  return {
    /**
     * Makes what is missing: a new webhook begins with what happens from now on, and one that was switched off and has
     * another address is on again.
     */
    ensure: (targets: readonly { appId: string; urlHash: string }[]): Promise<void> =>
      atomic(db, async (tx) => {
        for (const { appId, urlHash } of targets) {
          const { rows } =
            await sql<EventCursor>`select ${rowLocks ? sql`xid` : sql`0 as xid`}, seq from events
            where app_id = ${appId} ${rowLocks ? sql`and xid < ${oldestOpen}` : sql``} order by ${latest} limit 1`.execute(
              tx,
            )
          const { xid, seq } = rows[0] ?? { xid: 0, seq: 0 }
          const { numAffectedRows } =
            await sql`insert into webhooks (app_id, url_hash, xid, seq) values (${appId}, ${urlHash}, ${xid}, ${seq})
            on conflict (app_id) do update set url_hash = ${urlHash}, off_at = null, failing_since = null
            where webhooks.url_hash <> ${urlHash}`.execute(tx)
          if (numAffectedRows === 1n)
            await sql`update webhook_retries set due_at = 0 where app_id = ${appId}`.execute(tx)
        }
      }),

    /** Those of these apps that have something to post. */
    async due(appIds: readonly string[], now: number): Promise<WebhookState[]> {
      const { rows } = await sql<WebhookState>`select ${state} from webhooks
        where app_id in ${jsonList(eachOf, appIds)} and off_at is null and ${maySend} and (
          exists (select 1 from webhook_retries where webhook_retries.app_id = webhooks.app_id and due_at <= ${now})
          or ((select count(*) from webhook_retries where webhook_retries.app_id = webhooks.app_id) < ${mostRetries}
            and exists (select 1 from events where events.app_id = webhooks.app_id and ${isReadable})))`.execute(
        db,
      )
      return rows
    },

    /** What is to be tried again now, the oldest first, and how much is not yet due. */
    async dueRetries(appId: string, now: number, limit: number): Promise<{ due: Retry[]; hasRoom: boolean }> {
      // Of an event that was erased or is too old nothing is left to tell.
      await sql`delete from webhook_retries as retries where app_id = ${appId}
        and not exists (select 1 from events where ${isSame})`.execute(db)
      const { rows } = await sql<EventRow & Pick<Retry, 'attempts' | 'firstFailedAt'>>`
        select retries.xid, retries.seq, attempts, first_failed_at, events.app_id, event_id, type, happened_at, data
        from webhook_retries as retries join events on ${isSame}
        where retries.app_id = ${appId} and due_at <= ${now} order by ${inOrder} limit ${limit}`.execute(db)
      const { rows: counted } = await sql<{ count: number }>`select cast(count(*) as bigint) as count
        from webhook_retries where app_id = ${appId}`.execute(db)
      const due = rows.map(({ attempts, firstFailedAt, ...event }) => ({
        ...storedEvent(event),
        ...{ attempts, firstFailedAt },
      }))
      return { due, hasRoom: (counted[0]?.count ?? 0) < mostRetries }
    },

    /** All or nothing. False: another process, or a replay, has moved its place meanwhile. */
    record: (round: Round): Promise<boolean> =>
      atomic(db, async (tx) => {
        const { appId, at, read, failed, done, hasTaken, hasFailed } = round
        if (read) {
          const { from, to } = read
          const { numAffectedRows } = await sql`update webhooks set xid = ${to.xid}, seq = ${to.seq}
            where app_id = ${appId} and xid = ${from.xid} and seq = ${from.seq}`.execute(tx)
          if (numAffectedRows !== 1n) return false
        }
        for (const { xid, seq } of done)
          await sql`delete from webhook_retries where app_id = ${appId} and xid = ${xid} and seq = ${seq}`.execute(
            tx,
          )
        for (const { xid, seq, attempts, firstFailedAt, dueAt } of failed)
          await sql`insert into webhook_retries (app_id, xid, seq, attempts, first_failed_at, due_at)
            values (${appId}, ${xid}, ${seq}, ${attempts}, ${firstFailedAt}, ${dueAt})
            on conflict (app_id, xid, seq) do update set attempts = ${attempts}, due_at = ${dueAt}`.execute(
            tx,
          )
        if (hasTaken) {
          // It is back: what has waited for it does so no longer.
          await sql`update webhook_retries set due_at = ${at} where app_id = ${appId} and due_at > ${at}
            and exists (select 1 from webhooks where app_id = ${appId} and failing_since is not null)`.execute(
            tx,
          )
          await sql`update webhooks set failing_since = null where app_id = ${appId}`.execute(tx)
        } else if (hasFailed)
          await sql`update webhooks set failing_since = coalesce(failing_since, ${at}) where app_id = ${appId}`.execute(
            tx,
          )
        return true
      }),

    /** Nothing is posted any more, until it is switched on again or has another address. */
    async switchOff(appId: string, now: number): Promise<void> {
      await sql`update webhooks set off_at = ${now} where app_id = ${appId} and off_at is null`.execute(db)
    },

    /** What has waited meanwhile is posted. False: the app has no webhook. */
    switchOn: (appId: string): Promise<boolean> =>
      atomic(db, async (tx) => {
        await sql`update webhook_retries set due_at = 0 where app_id = ${appId}`.execute(tx)
        const { numAffectedRows } =
          await sql`update webhooks set off_at = null, failing_since = null where app_id = ${appId}`.execute(
            tx,
          )
        return numAffectedRows === 1n
      }),

    /** All that happened since is posted again, before what is still to come. False: there is nothing of it. */
    replay: (appId: string, since: number): Promise<boolean> =>
      atomic(db, async (tx) => {
        const { rows } = await sql<EventCursor>`
          select ${rowLocks ? sql`events.xid` : sql`0 as xid`}, events.seq from events, webhooks
          where webhooks.app_id = ${appId} and events.app_id = ${appId} and happened_at >= ${since} and not (${isAfter})
          order by ${inOrder} limit 1`.execute(tx)
        const [first] = rows
        if (!first) return false
        const { xid, seq } = first
        await sql`delete from webhook_retries where app_id = ${appId}
          and (xid > ${xid} or (xid = ${xid} and seq >= ${seq}))`.execute(tx)
        await sql`update webhooks set xid = ${xid}, seq = ${seq - 1} where app_id = ${appId}`.execute(tx)
        return true
      }),

    /** For people and metrics. */
    async view(appIds: readonly string[]): Promise<WebhookView[]> {
      const { rows } = await sql<WebhookView & { nextAt: number | null; retryAt: number | null }>`
        select ${state},
          (select cast(count(*) as bigint) from webhook_retries as retries where retries.app_id = webhooks.app_id) as retries,
          (select happened_at from events where events.app_id = webhooks.app_id and ${isAfter}
            order by ${inOrder} limit 1) as next_at,
          (select min(happened_at) from webhook_retries as retries join events on ${isSame}
            where retries.app_id = webhooks.app_id) as retry_at
        from webhooks where app_id in ${jsonList(eachOf, appIds)} order by app_id`.execute(db)
      return rows.map(({ nextAt, retryAt, ...view }) => {
        const times = [nextAt, retryAt].filter((time) => time !== null)
        return { ...view, oldestAt: times.length === 0 ? null : Math.min(...times) }
      })
    },
  }
}
