import { sql, type Kysely } from 'kysely'
import { amongKeys, atomic, type Dialect, jsonList, jsonRows, storable, type Columns } from './database.js'
import { finish as moveToHistory, type Finished, type FinishOptions } from './history.js'
import { conditionsOf, type MessageFilter } from './search.js'
import { maySend } from './sending-state.js'
import type { MessageKey, MessageOutcome, MessageRow, SendingApp, StoredMessage, Tables } from './tables.js'

export const messageOf = (row: MessageRow): StoredMessage => ({
  ...row,
  usesCredit: row.usesCredit === 1,
  wasUnknown: row.wasUnknown === 1,
})

export type AttemptOutcome = 'SENT' | 'REJECTED' | 'UNKNOWN' | 'NOT_SENT'

/** One try, as the timeline shows it. No outcome yet: it is running, or its process died. */
export interface Attempt {
  number: number
  startedAt: number
  finishedAt: number | null
  outcome: AttemptOutcome | null
  code: string | null
  detail: string | null
}

/** A line of a message's timeline: it is added to the lines before, and goes where its message goes. */
const timelineLine = (attempt: Attempt & { outcome: AttemptOutcome }): string =>
  `${JSON.stringify(attempt, storable)}\n`

type InMessage = Pick<
  MessageRow,
  'status' | 'outcome' | 'attempts' | 'startedAt' | 'finishedAt' | 'code' | 'detail' | 'timeline'
>

/** Every attempt of a message, with the one that is running. */
export function attemptsOf(message: InMessage): Attempt[] {
  const lines = message.timeline.split('\n').slice(0, -1)
  return [...lines.map((line) => JSON.parse(line) as Attempt), ...attemptInMessage(message)]
}

/**
 * The attempt that runs and the one that sent a message need no line, since the message has all that there is to say:
 * most messages then have no timeline at all.
 */
function attemptInMessage(message: InMessage): Attempt[] {
  const { status, outcome, attempts: number, startedAt, finishedAt, code, detail } = message
  // No sender has begun it.
  if (startedAt === null) return []
  if (status === 'SENDING')
    return [{ number, startedAt, finishedAt: null, outcome: null, code: null, detail: null }]
  return outcome === 'SENT' ? [{ number, startedAt, finishedAt, outcome, code, detail }] : []
}

/** A message that one sender holds until `leaseUntil`. `attempts` counts the one now begun. */
export type Claim = StoredMessage & { owner: string; leaseUntil: number }

/** How an attempt ended, and what becomes of its message: finished for good, or queued again. */
export type EndRecord = {
  claim: Claim
  attempt: { outcome: AttemptOutcome; code: string | null; detail: string | null; at: number }
} & (
  | { then: 'FINISH'; outcome: MessageOutcome; messageId?: string }
  | { then: 'RETRY'; dueAt: number; isCharged: boolean }
)

/** Nobody claims it before its user authorizes again or its time is over. */
export const waitsForAuthorization = sql<boolean>`status = 'QUEUED' and code = 'AUTHORIZATION_NEEDED'`

type QueuedRow = Tables['messages']
/** A queued message, and what is locked before it. */
type Queued = MessageKey & Pick<QueuedRow, 'subscriptionId'>

export interface ClaimOptions {
  owner: string
  app: SendingApp
  exceptTemplates?: readonly string[]
  probeTemplates?: readonly string[]
  limit: number
  now: number
  leaseUntil: number
}

/** Its code in the timeline, and what the attempt's end says about the message. */
const senderDied = 'SENDER_DIED'

async function dueRows(
  tx: Kysely<Tables>,
  { rowLocks }: Dialect,
  { app, exceptTemplates = [], probeTemplates = [], limit, now }: ClaimOptions,
): Promise<QueuedRow[]> {
  const oldest = (except: readonly string[], most: number): Promise<QueuedRow[]> =>
    tx
      .selectFrom('messages')
      .selectAll()
      .where('appId', '=', app.appId)
      .where('customerBelongsTo', '=', app.customerBelongsTo)
      .where('dueAt', '<=', now)
      .$if(except.length > 0, (query) => query.where('templateCode', 'not in', except))
      .orderBy('dueAt')
      .limit(most)
      // Held until this transaction ends: what another sender holds is passed over.
      .$if(rowLocks, (query) => query.forUpdate().skipLocked())
      .execute()

  const rows = await oldest(exceptTemplates, limit)
  const first = new Map(rows.toReversed().map((row) => [row.templateCode, row]))
  const isProbe = ({ templateCode }: QueuedRow) => probeTemplates.includes(templateCode)
  const kept = rows.filter((row) => !isProbe(row) || first.get(row.templateCode) === row)
  if (kept.length === rows.length || rows.length < limit) return kept
  // The others of a template that probes took the places of what is not stopped.
  const probes = kept.filter(isProbe)
  return [...probes, ...(await oldest([...exceptTemplates, ...probeTemplates], limit - probes.length))]
}

const brokenLine = ({ attempts, startedAt }: QueuedRow, now: number) =>
  timelineLine({
    ...{ number: attempts, startedAt: startedAt ?? now, finishedAt: now },
    ...{ outcome: 'UNKNOWN', code: senderDied, detail: 'the sender ended before it knew' },
  })

/** Still SENDING although its lease is over: the sender died, and may have sent it before. */
function claimed(row: QueuedRow, owner: string, now: number, leaseUntil: number): Claim {
  const message = messageOf({ ...row, outcome: null, messageId: null, finishedAt: null })
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

const claimColumns: Columns = { endApp: 'text', endRequest: 'text', endOwner: 'text', endAttempts: 'bigint' }
const saidColumns: Columns = { endCode: 'text', endDetail: 'text', endUnknown: 'bigint', endLine: 'text' }
const finishColumns: Columns = {
  ...claimColumns,
  ...saidColumns,
  ...{ endOutcome: 'text', endMessageId: 'text', endAt: 'bigint' },
}
const retryColumns: Columns = { ...claimColumns, ...saidColumns, endDue: 'bigint', endCharged: 'bigint' }

/** The claim, and what the attempt said. */
function endOf({ claim, attempt }: EndRecord) {
  const { outcome, code, detail, at: finishedAt } = attempt
  const { attempts: number, startedAt } = claim
  const line = { number, startedAt: startedAt ?? finishedAt, finishedAt, outcome, code, detail }
  return [
    ...[claim.appId, claim.requestId, claim.owner, claim.attempts, code, detail],
    ...[outcome === 'UNKNOWN' ? 1 : 0, outcome === 'SENT' ? '' : timelineLine(line)],
  ]
}

/** The claim is still the caller's. */
const isHeld = sql<boolean>`app_id = end_app and request_id = end_request and status = 'SENDING'
  and owner = end_owner and attempts = end_attempts`

/** What an attempt's end says about its message. */
const said = {
  code: sql`end_code`,
  detail: sql`end_detail`,
  was_unknown: sql`case when end_unknown = 1 then 1 else was_unknown end`,
  unknown_code: sql`case when end_unknown = 1 then coalesce(unknown_code, end_code) else unknown_code end`,
  timeline: sql`timeline || end_line`,
}

/**
 * How a message ends that no sender holds. An earlier attempt that nobody knows the end of may have arrived: such a
 * message is UNKNOWN. Nobody may send it any more, so nobody needs what stood in it.
 */
const unsent = (outcome: 'PURGED' | 'EXPIRED', code: string, detail: string, now: number) => ({
  outcome: sql`case when was_unknown = 1 then 'UNKNOWN' else ${sql.lit(outcome)} end`,
  code: sql`cast(${code} as text)`,
  detail: sql`cast(${detail} as text)`,
  templates: sql`'[]'`,
  finished_at: sql`cast(${now} as bigint)`,
})

const queuedOf = (dialect: Dialect, filter: MessageFilter) =>
  sql.join([...conditionsOf(dialect, filter), sql`status = 'QUEUED'`], sql` and `)

const siteOf = ({ appId, customerBelongsTo }: SendingApp) => JSON.stringify([appId, customerBelongsTo])
const keyOf = ({ appId, requestId }: MessageKey) => JSON.stringify([appId, requestId])

/** The outbox: the message row is the queue, and the owner is part of every later WHERE: one sender holds a message. */
export function queue(
  db: Kysely<Tables>,
  dialect: Dialect,
  onFinished: (finished: readonly Finished[]) => void = () => undefined,
) {
  const { eachOf } = dialect

  const finish = async (tx: Kysely<Tables>, options: FinishOptions): Promise<Finished[]> => {
    const finished = await moveToHistory(tx, dialect, options)
    onFinished(finished)
    return finished
  }

  const finishAll = (tx: Kysely<Tables>, ends: readonly EndRecord[]): Promise<MessageKey[]> => {
    const rows = ends.flatMap((one) =>
      one.then === 'FINISH' ? [[...endOf(one), one.outcome, one.messageId ?? null, one.attempt.at]] : [],
    )
    if (rows.length === 0) return Promise.resolve([])
    return finish(tx, {
      given: jsonRows(eachOf, finishColumns, rows),
      where: isHeld,
      ending: {
        ...said,
        outcome: sql`end_outcome`,
        message_id: sql`end_message_id`,
        finished_at: sql`end_at`,
        // Nobody may send it any more, so nobody needs what stood in it.
        templates: sql`case when end_outcome in ('PURGED', 'EXPIRED')
          or (end_outcome = 'UNKNOWN' and expires_at <= end_at) then '[]' else templates end`,
      },
    })
  }

  const retryAll = async (tx: Kysely<Tables>, ends: readonly EndRecord[]): Promise<MessageKey[]> => {
    const given = ends.flatMap((one) =>
      one.then === 'RETRY' ? [[...endOf(one), one.dueAt, one.isCharged ? 1 : 0]] : [],
    )
    if (given.length === 0) return []
    const set = Object.entries(said).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
    const { rows } = await sql<MessageKey>`
      with given as materialized (${jsonRows(eachOf, retryColumns, given)})
      update messages set status = 'QUEUED', owner = null, due_at = end_due, retries = retries + end_charged,
        ${sql.join(set)}
      from given where ${isHeld} returning app_id, request_id`.execute(tx)
    return rows
  }

  /** Writes the attempts' ends and the messages' next states, all or nothing, where the claim is still the caller's. */
  const recordEnds = (ends: readonly EndRecord[]): Promise<boolean[]> =>
    atomic(db, async (tx) => {
      const recorded = [...(await finishAll(tx, ends)), ...(await retryAll(tx, ends))]
      const ours = new Set(recorded.map(keyOf))
      return ends.map(({ claim }) => ours.has(keyOf(claim)))
    })

  return {
    recordEnds,
    /** False when the claim is no longer the caller's: then nothing is changed. */
    recordEnd: async (end: EndRecord): Promise<boolean> => (await recordEnds([end]))[0] ?? false,

    /**
     * Those of these apps that have something due, in their order: one statement, an index entry for each app. None
     * while sending is paused.
     */
    async appsWithDue(apps: readonly SendingApp[], now: number): Promise<SendingApp[]> {
      const rows = apps.map(({ appId, customerBelongsTo }) => [appId, customerBelongsTo])
      const { rows: found } = await sql<SendingApp>`
        with given as (${jsonRows(eachOf, { appId: 'text', customerBelongsTo: 'text' }, rows)})
        select app_id, customer_belongs_to from given where ${maySend} and exists (
          select 1 from messages where messages.app_id = given.app_id
            and messages.customer_belongs_to = given.customer_belongs_to and due_at <= ${now})`.execute(db)
      const due = new Set(found.map(siteOf))
      return apps.filter((app) => due.has(siteOf(app)))
    },

    /**
     * Takes up to `limit` due messages of an app, oldest first, none of `exceptTemplates` and at most one of each of
     * `probeTemplates`, and begins an attempt for each. No two owners hold one message; one whose lease ran out is due
     * again, and its broken attempt counts as UNKNOWN.
     */
    claimDue: (options: ClaimOptions): Promise<Claim[]> =>
      atomic(db, async (tx) => {
        const { owner, now, leaseUntil, app } = options
        const rows = await dueRows(tx, dialect, options)
        if (rows.length === 0) return []
        const ids = jsonList(
          eachOf,
          rows.map(({ requestId }) => requestId),
        )
        await sql`update messages set
            unknown_code = case when status = 'SENDING' then coalesce(unknown_code, ${senderDied}) else unknown_code end,
            was_unknown = case when status = 'SENDING' then 1 else was_unknown end,
            status = 'SENDING', owner = ${owner}, due_at = ${leaseUntil}, attempts = attempts + 1, started_at = ${now}
          where app_id = ${app.appId} and request_id in ${ids}`.execute(tx)
        const broken = rows.filter(({ status }) => status === 'SENDING')
        if (broken.length > 0) {
          const lines = broken.map((row) => [row.requestId, brokenLine(row, now)])
          await sql`with given as (${jsonRows(eachOf, { endRequest: 'text', endLine: 'text' }, lines)})
            update messages set timeline = timeline || end_line from given
            where app_id = ${app.appId} and request_id = end_request`.execute(tx)
        }
        return rows.map((row) => claimed(row, owner, now, leaseUntil))
      }),

    /** Finishes what is queued for a withdrawn subscription and deletes its parameters; returns how many. */
    async purgeQueued(subscriptionId: string, code: string, now: number): Promise<number> {
      const purged = await finish(db, {
        where: sql`subscription_id = ${subscriptionId} and status = 'QUEUED'`,
        ending: unsent('PURGED', code, 'the user withdrew before it was sent', now),
      })
      return purged.length
    },

    /**
     * Finishes one at its caller's wish, and deletes its parameters. False: it is not queued. Only while nobody holds
     * it: what a sender has claimed may be on its way.
     */
    async cancel({ appId, requestId }: MessageKey, now: number): Promise<boolean> {
      const cancelled = await finish(db, {
        where: sql`app_id = ${appId} and request_id = ${requestId} and status = 'QUEUED'`,
        ending: unsent('PURGED', 'CANCELLED', 'cancelled by its caller before it was sent', now),
      })
      return cancelled.length === 1
    },

    /** How many queued ones the filter finds. */
    async countQueued(filter: MessageFilter): Promise<number> {
      const { rows } = await sql<{ count: number }>`select cast(count(*) as bigint) as count from messages
        where ${queuedOf(dialect, filter)}`.execute(db)
      return rows[0]?.count ?? 0
    },

    /** Up to `limit` of them. */
    async queuedBy(filter: MessageFilter, limit: number): Promise<Queued[]> {
      const { rows } = await sql<Queued>`select app_id, request_id, subscription_id from messages
        where ${queuedOf(dialect, filter)} limit ${limit}`.execute(db)
      return rows
    },

    /** Finishes those of them that are still queued at their caller's wish, and deletes their parameters; returns these. */
    cancelAll: (keys: readonly MessageKey[], now: number): Promise<Finished[]> =>
      finish(db, {
        where: sql`${amongKeys(eachOf, keys)} and status = 'QUEUED'`,
        ending: unsent('PURGED', 'CANCELLED', 'cancelled by its caller before it was sent', now),
      }),

    /**
     * Up to `limit` of those queued until then, and nobody sends: gives them up as perhaps sent, to be looked at and sent
     * again as dead letters. Returns how many.
     */
    async giveUp(queuedUntil: number, now: number, limit: number): Promise<number> {
      const given = await finish(db, {
        where: sql`(app_id, request_id) in (select app_id, request_id from messages
          where queued_at <= ${queuedUntil} and (status = 'QUEUED' or due_at <= ${now}) limit ${limit})`,
        ending: {
          outcome: sql`'UNKNOWN'`,
          code: sql`'RESTORED'`,
          detail: sql`'it was queued in a copy of the database, and may have been sent after that was made'`,
          finished_at: sql`cast(${now} as bigint)`,
        },
      })
      return given.length
    },

    /** Queued messages whose time is over, the oldest first. */
    expired: (now: number, limit: number): Promise<Queued[]> =>
      db
        .selectFrom('messages')
        .select(['appId', 'requestId', 'subscriptionId'])
        .where('status', '=', 'QUEUED')
        .where('expiresAt', '<=', now)
        .orderBy('expiresAt')
        .limit(limit)
        .execute(),

    /** Finishes those of them that are still queued, and deletes their parameters; returns these. */
    finishExpired: (keys: readonly MessageKey[], now: number): Promise<Finished[]> =>
      finish(db, {
        where: sql`${amongKeys(eachOf, keys)} and status = 'QUEUED' and expires_at <= ${now}`,
        ending: unsent(
          ...(['EXPIRED', 'EXPIRED'] as const),
          'it could not be sent in time; what its attempts said is in the timeline',
          now,
        ),
      }),
  }
}
