import { type Kysely, sql, type RawBuilder, expressionBuilder } from 'kysely'
import { SdkError } from '../contract/errors.js'
import type { Clock, EventLog } from '../runtime.js'
import type { MessageKey, SubjectApp, Tables } from './tables.js'

/** deadlock_detected, serialization_failure: PostgreSQL undid the transaction and asks for it to be run again. */
const conflicts = ['40P01', '40001']
const tries = 5

/**
 * Runs several statements as one: in the transaction that is open, or in one of their own, which is run again where
 * PostgreSQL gave it up in favour of another one.
 */
export async function atomic<T>(db: Kysely<Tables>, work: (tx: Kysely<Tables>) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db)
  for (let count = 1; ; count += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      const { code = '' } = error as { code?: string }
      if (count === tries || !conflicts.includes(code)) throw error
    }
  }
}

/** How many rows a statement changed, as a condition. */
export const changedOne = (result: { numUpdatedRows: bigint }): boolean => result.numUpdatedRows === 1n

type Value = string | number | null

export type Columns = Readonly<Record<string, 'text' | 'bigint'>>

/** The function that gives an array's elements one by one. */
export type EachOf = 'json_each' | 'json_array_elements'

/**
 * Rows of a statement as one parameter: however many there are, the statement has one text, is prepared once
 * and costs one trip to the database.
 */
export function jsonRows(
  eachOf: EachOf,
  columns: Columns,
  rows: readonly (readonly Value[])[],
): RawBuilder<unknown> {
  const picked = Object.entries(columns).map(([name, type], index) => {
    const value = sql`value ->> ${sql.lit(index)}`
    return type === 'text'
      ? sql`${value} as ${sql.ref(name)}`
      : sql`cast(${value} as bigint) as ${sql.ref(name)}`
  })
  return sql`select ${sql.join(picked)} from ${sql.raw(eachOf)}(${jsonText(rows)})`
}

/** Texts as the right side of `in`. */
export const jsonList = (eachOf: EachOf, texts: readonly string[]): RawBuilder<string> =>
  sql<string>`(${jsonRows(
    eachOf,
    { text: 'text' },
    texts.map((text) => [text]),
  )})`

/** Messages as the right side of `in`. */
export const keyRows = (eachOf: EachOf, keys: readonly MessageKey[]): RawBuilder<unknown> =>
  jsonRows(
    eachOf,
    { appId: 'text', requestId: 'text' },
    keys.map(({ appId, requestId }) => [appId, requestId]),
  )

/** The WHERE of these messages. */
export const amongKeys = (eachOf: EachOf, keys: readonly MessageKey[]): RawBuilder<boolean> =>
  sql<boolean>`(app_id, request_id) in (${keyRows(eachOf, keys)})`

/** The apps that have rows in a table, whose index begins with the app: it is looked into once for each, not for each row. */
export const appsIn = (name: string): RawBuilder<{ appId: string }> => {
  const table = sql.table(name)
  return sql`select app_id from (
    with recursive found as (
      select min(app_id) as app_id from ${table}
      union all
      select (select min(app_id) from ${table} where app_id > found.app_id) from found where app_id is not null
    ) select app_id from found where app_id is not null) as apps`
}

/** The WHERE of rows of these apps; of all where none are named. */
export const ofApps = (eachOf: EachOf, appIds: readonly string[] | undefined): RawBuilder<boolean> =>
  appIds ? sql<boolean>`app_id in ${jsonList(eachOf, appIds)}` : sql<boolean>`1 = 1`

/** PostgreSQL's JSON has no NUL and no half of a surrogate pair, and neither has its text. */
const unstorable = /\0|\p{Surrogate}/gu

function jsonText(rows: readonly (readonly Value[])[]): string {
  const text = JSON.stringify(rows)
  if (!/\\u(0000|d[89a-f])/.test(text)) return text
  return JSON.stringify(rows, storable)
}

/** For JSON.stringify: texts that every database can hold. */
export const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(unstorable, '\ufffd') : value

/** The WHERE of everything that belongs to one user of one mini program. */
export const ownedBy = ({ subject, appId, customerBelongsTo }: SubjectApp) =>
  expressionBuilder<{ owned: SubjectApp }, 'owned'>().and({ subject, appId, customerBelongsTo })

/** The WHERE of a page, for rows in the order of app, site and subject. */
export const ownedAfter = (owner: SubjectApp | undefined): RawBuilder<boolean> =>
  owner === undefined
    ? sql<boolean>`1 = 1`
    : sql<boolean>`(app_id, customer_belongs_to, subject) > (${owner.appId}, ${owner.customerBelongsTo}, ${owner.subject})`

const columns: Columns = { appId: 'text', customerBelongsTo: 'text', subject: 'text' }

/** The same for several users. */
export const ownedByAny = (eachOf: EachOf, owners: readonly SubjectApp[]): RawBuilder<boolean> => {
  const rows = owners.map(({ subject, appId, customerBelongsTo }) => [appId, customerBelongsTo, subject])
  return sql<boolean>`(app_id, customer_belongs_to, subject) in (${jsonRows(eachOf, columns, rows)})`
}

/** In what the two databases' SQL differs. */
export interface Dialect {
  /** The time that all processes share. */
  now: (db: Kysely<Tables>, clock: Pick<Clock, 'now'>) => Promise<number>
  /**
   * Whether several transactions may run at once, so that what one has read and will change must be locked.
   * SQLite needs none of it: its `begin immediate` lets one writer in at a time.
   */
  rowLocks: boolean
  eachOf: EachOf
  /** Lifts the triggers by which the ledger refuses to lose rows; what it gives sets them again, in the same transaction. */
  allowLedgerDeletes: (tx: Kysely<Tables>) => Promise<() => Promise<unknown>>
  /** Whether a WITH may delete rows, and give them to the statement that it belongs to. */
  deletesInWith: boolean
  /** Another text in another database, also where that holds the same rows; null where that can't be told. */
  place: (db: Kysely<Tables>) => Promise<string | null>
  jsonObject: 'json_object' | 'json_build_object'
  /** Whether anybody wants to know what happens; without it no event is written. */
  keepsEvents: boolean
}

/** SQLite has no time but its machine's wall clock, which is also this process's. */
export const sqliteDialect: Dialect = {
  ...{ rowLocks: false, eachOf: 'json_each', deletesInWith: false },
  ...{ jsonObject: 'json_object', keepsEvents: true },
  now: (_db, clock) => Promise.resolve(clock.now()),
  // SQLite switches none off.
  allowLedgerDeletes: async (tx) => {
    const { rows } = await sql<{ text: string }>`
      select sql as text from sqlite_master where name = 'consent_ledger_refuses_delete'`.execute(tx)
    const [trigger] = rows
    if (!trigger) throw new Error('the consent ledger has lost its trigger: mend the database first')
    await sql`drop trigger consent_ledger_refuses_delete`.execute(tx)
    return () => sql.raw(trigger.text).execute(tx)
  },
  place: () => Promise.resolve(null),
}

export const postgresDialect: Dialect = {
  ...{ rowLocks: true, eachOf: 'json_array_elements', deletesInWith: true },
  ...{ jsonObject: 'json_build_object', keepsEvents: true },
  // Not now(), which stands still at the beginning of a transaction.
  now: async (db) => {
    const { rows } = await sql<{ now: number }>`
      select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now`.execute(db)
    if (!rows[0]) throw new Error('the database does not tell its time')
    return rows[0].now
  },
  allowLedgerDeletes: async (tx) => {
    await sql`alter table consent_ledger disable trigger consent_ledger_refuses_change`.execute(tx)
    return () => sql`alter table consent_ledger enable trigger consent_ledger_refuses_change`.execute(tx)
  },
  // A dump that is read in makes new tables, here or in another cluster. A base backup does not differ from its origin.
  place: async (db) => {
    const { rows: may } = await sql<{ read: boolean }>`
      select has_function_privilege('pg_control_system()', 'execute') as read`.execute(db)
    const cluster = may[0]?.read ? sql`(select system_identifier from pg_control_system())` : sql`0`
    const { rows } = await sql<{ place: string }>`
      select concat_ws('/', ${cluster}, (select oid from pg_database where datname = current_database()),
        'messages'::regclass::oid) as place`.execute(db)
    return rows[0]?.place ?? null
  },
}

/** The database can't do it now, and may do the same later: it is away, full, or takes no writes. */
export class StoreUnavailable extends SdkError {
  /** It takes a person: a wrong password, a database that is not there. */
  readonly isLasting: boolean

  constructor(
    message: string,
    { isLasting = false, ...options }: { cause?: unknown; isLasting?: boolean } = {},
  ) {
    super('UNAVAILABLE', message, options)
    this.isLasting = isLasting
  }
}

/** A database that comes and goes is one outage, and a full disk is one although it can still be read. */
const quietMs = 10_000

/** Tells the log of an outage when it begins and when it is over, instead of once for everything that fails. */
export class Outage {
  readonly #log: EventLog
  readonly #now: () => number
  #since = 0
  #last = 0
  #count = 0

  /** @param now milliseconds of a clock that never jumps */
  constructor(log: EventLog, now = () => performance.now()) {
    this.#log = log
    this.#now = now
  }

  failed({ message }: StoreUnavailable): void {
    this.#last = this.#now()
    this.#count += 1
    if (this.#count > 1) return
    this.#since = this.#last
    this.#log('error', 'database-unavailable', { detail: message })
  }

  /** The outage is over when nothing has failed for 10 s. */
  worked(): void {
    if (this.#count === 0 || this.#now() - this.#last < quietMs) return
    this.#log('warn', 'database-available', {
      count: this.#count,
      ms: Math.round(this.#last - this.#since),
    })
    this.#count = 0
  }
}
