import { sql, type Kysely, type RawBuilder } from 'kysely'
import { jsonList, type Dialect } from './database.js'
import { isDead } from './history.js'
import type { MessageOutcome, StoredMessage, Tables } from './tables.js'

/** Where a page ended: its last message. */
export interface SearchCursor {
  createdAt: number
  requestId: string
  appId: string
}

/** What all messages found must have; times are when they were accepted, `to` is not among them. */
export interface MessageFilter {
  appIds: readonly string[]
  reference?: string
  /** One person's, in each of the apps. */
  subjects?: readonly string[]
  subscriptionId?: string
  templateCode?: string
  status?: StoredMessage['status']
  outcome?: MessageOutcome
  /** Dead letters alone, REJECTED or UNKNOWN. */
  isDead?: true
  code?: string
  from?: number
  to?: number
}

export type FoundMessage = Pick<
  StoredMessage,
  | ('appId' | 'customerBelongsTo' | 'requestId' | 'reference' | 'subscriptionId' | 'templateCode')
  | ('status' | 'outcome' | 'messageId' | 'code' | 'unknownCode' | 'detail')
  | ('createdAt' | 'sendAt' | 'expiresAt' | 'dueAt' | 'finishedAt' | 'traceId')
>

const listed = sql`app_id, customer_belongs_to, request_id, reference, subscription_id, template_code, code, unknown_code, detail,
  created_at, send_at, expires_at, trace_id`
const newestFirst = sql`order by created_at desc, request_id desc, app_id desc`

/** Clocks may have been set back since a message was accepted. */
const clockSlackMs = 86_400_000

/** Few messages have it, and an index finds them. */
export const isSelective = ({ reference, subjects }: MessageFilter): boolean =>
  reference !== undefined || subjects !== undefined

/**
 * What the filter says of columns that both tables have. Who looks for a few messages reads them by their own index:
 * the app is compared as an expression then, so that no database walks through its whole time instead.
 */
export function conditionsOf(dialect: Dialect, filter: MessageFilter): RawBuilder<unknown>[] {
  const { appIds, reference, subjects, subscriptionId, templateCode, code, from, to } = filter
  const [onlyApp] = appIds
  const app = isSelective(filter)
    ? sql`app_id || '' in ${jsonList(dialect.eachOf, appIds)}`
    : appIds.length === 1
      ? sql`app_id = ${onlyApp}`
      : sql`app_id in ${jsonList(dialect.eachOf, appIds)}`
  const equal = { reference, subscription_id: subscriptionId, template_code: templateCode, code }
  return [
    app,
    ...(subjects ? [sql`subject in (${sql.join(subjects)})`] : []),
    ...Object.entries(equal).flatMap(([name, value]) =>
      value === undefined ? [] : [sql`${sql.ref(name)} = ${value}`],
    ),
    ...(from === undefined ? [] : [sql`created_at >= ${from}`]),
    ...(to === undefined ? [] : [sql`created_at < ${to}`]),
  ]
}

/** What it says beyond that of the history's own; written out where an index has only what is not as usual. */
const conditionsOfHistory = ({ outcome, code }: MessageFilter, since?: number): RawBuilder<unknown>[] => [
  ...(outcome === undefined ? [] : [sql`outcome = ${outcome}`]),
  ...(outcome === undefined || outcome === 'SENT' ? [] : [sql`outcome <> 'SENT'`]),
  ...(code === undefined || code === 'SUCCESS' ? [] : [sql`code <> 'SUCCESS'`]),
  ...(since === undefined ? [] : [sql`finished_at >= ${since}`]),
]

/** Nothing finishes before it is accepted: days before that are not looked at. */
const firstDayOf = ({ from }: MessageFilter): number | undefined =>
  from === undefined ? undefined : from - clockSlackMs

/** How many dead letters the filter finds. */
export async function countDead(
  db: Kysely<Tables>,
  dialect: Dialect,
  filter: MessageFilter,
): Promise<number> {
  const conditions = [
    ...conditionsOf(dialect, filter),
    ...conditionsOfHistory(filter, firstDayOf(filter)),
    isDead,
  ]
  const { rows } = await sql<{ count: number }>`select cast(count(*) as bigint) as count from message_history
    where ${sql.join(conditions, sql` and `)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** The plus keeps it from being a second bound of the time: SQLite would take that for a small one, and its index. */
const after = ({ createdAt, requestId, appId }: SearchCursor) =>
  sql`(+created_at, request_id, app_id) < (${createdAt}, ${requestId}, ${appId})`

/** With the time of the page, where that is earlier. */
const upTo = (filter: MessageFilter, { createdAt }: SearchCursor): MessageFilter => ({
  ...filter,
  to: Math.min(filter.to ?? Infinity, createdAt + 1),
})

interface Page {
  limit: number
  before?: SearchCursor
}

/** Days of the history that are looked at first. */
const newestDaysMs = 3 * 86_400_000

/**
 * Messages of outbox and history, newest first. Where nothing but a page's end bounds the search, the newest days are
 * read alone at first: to open the days of three months takes longer than to read a page of two.
 */
export async function search(
  db: Kysely<Tables>,
  dialect: Dialect,
  filter: MessageFilter,
  page: Page,
): Promise<FoundMessage[]> {
  if (!isSelective(filter) && filter.from === undefined) {
    const newest = Math.min(page.before?.createdAt ?? Infinity, filter.to ?? Infinity, Date.now())
    const since = newest - newestDaysMs
    const found = await readPage(db, dialect, filter, page, since)
    const last = found.length === page.limit ? found.at(-1) : undefined
    // What had finished before `since` was also accepted before.
    if (last && last.createdAt >= since + clockSlackMs) return found
  }
  return readPage(db, dialect, filter, page, firstDayOf(filter))
}

/**
 * One statement reads outbox and history, each up to the limit, so that what is moved meanwhile is found once; and dead
 * letters of either outcome by itself, since only so their index has them in order.
 */
async function readPage(
  db: Kysely<Tables>,
  dialect: Dialect,
  filter: MessageFilter,
  { limit, before }: Page,
  since: number | undefined,
): Promise<FoundMessage[]> {
  const { status, outcome, isDead: onlyDead } = filter
  const common = before
    ? [...conditionsOf(dialect, upTo(filter, before)), after(before)]
    : conditionsOf(dialect, filter)
  const inOutbox = [...common, ...(status === undefined ? [] : [sql`status = ${status}`])]
  const page = (what: RawBuilder<unknown>, conditions: RawBuilder<unknown>[]) =>
    sql`select * from (select ${listed}, ${what} where ${sql.join(conditions, sql` and `)}
      ${newestFirst} limit ${limit}) as part`
  const outbox = page(
    sql`status, due_at, cast(null as text) as outcome, cast(null as text) as message_id,
      cast(null as bigint) as finished_at from messages`,
    inOutbox,
  )
  const finished = sql`'FINISHED' as status, finished_at as due_at, outcome, message_id, finished_at from message_history`
  const ends = onlyDead && outcome === undefined ? (['REJECTED', 'UNKNOWN'] as const) : [outcome]
  const history = ends.map((end) =>
    page(finished, [...common, ...conditionsOfHistory({ ...filter, ...(end && { outcome: end }) }, since)]),
  )
  const parts = [
    ...(status === 'FINISHED' || outcome !== undefined || onlyDead ? [] : [outbox]),
    ...(status === 'QUEUED' || status === 'SENDING' ? [] : history),
  ]
  if (parts.length === 0) return []
  const { rows } = await sql<FoundMessage>`select * from (${sql.join(parts, sql` union all `)}) as found
    ${newestFirst} limit ${limit}`.execute(db)
  return rows
}
