import { sql, type Kysely } from 'kysely'
import { atomic, type Dialect } from './database.js'
import { events } from './events.js'
import type { SubjectApp, Tables } from './tables.js'

/** What is exported of an app: its key after the app, in whose order it is read, and its columns. */
const kinds = {
  subscription: {
    table: 'subscriptions',
    key: ['customer_belongs_to', 'subject', 'template_code'],
    columns: ['subscription_id', 'type', 'decided_at', 'credits', 'withdrawn_at'],
  },
  /** Of tokens only that there are some, and until when. */
  authorization: {
    table: 'tokens',
    key: ['customer_belongs_to', 'subject'],
    columns: ['access_token_expires_at', 'refresh_token_expires_at'],
  },
  userInfo: {
    table: 'user_infos',
    key: ['customer_belongs_to', 'subject'],
    columns: ['info', 'received_at'],
  },
  consent: {
    table: 'consent_ledger',
    key: ['seq'],
    columns: ['previous_hash', 'hash', 'mac', 'subject', 'entry'],
  },
  /** What was done in the console. */
  action: {
    table: 'audit_log',
    key: ['id'],
    columns: ['at', 'key_name', 'action', 'request_id', 'subject', 'customer_belongs_to', 'template_code'],
  },
  count: {
    table: 'message_counts',
    key: ['span_ms', 'starts_at', 'outcome', 'code', 'slot'],
    columns: ['messages'],
  },
  event: {
    table: 'events',
    key: ['seq'],
    columns: ['event_id', 'type', 'subject', 'happened_at', 'data'],
  },
  queued: { table: 'messages', key: ['request_id'], columns: ['*'] },
  finished: { table: 'message_history', key: ['request_id', 'created_at'], columns: ['*'] },
} as const

export type AppDataKind = keyof typeof kinds

/** What is of no user: with what tells a row from the others. */
const rest = {
  message_counts: ['app_id', 'span_ms', 'starts_at', 'outcome', 'code', 'slot'],
  sending_limits: ['process', 'app_id', 'customer_belongs_to', 'template_code'],
  audit_log: ['id'],
}
type Row = Readonly<Record<string, string | number | null>>

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** All that is kept of one app, for when its merchant leaves. */
export const appData = (db: Kysely<Tables>, dialect: Dialect) => ({
  /** A page in the order of the key, after the last row of the page before. */
  async page(kind: AppDataKind, appId: string, { limit, after }: { limit: number; after?: Row | undefined }) {
    const { table, columns } = kinds[kind]
    // In the order of the feed, which on PostgreSQL begins with the transaction and has no other index.
    const key = kind === 'event' && dialect.rowLocks ? ['xid', 'seq'] : kinds[kind].key
    const names = sql.join(key.map((name) => sql.ref(name)))
    const place = after
      ? sql`and (${names}) > (${sql.join(key.map((name) => after[camelCase(name)]))})`
      : sql``
    const all =
      columns[0] === '*' ? sql`*` : sql.join(['app_id', ...key, ...columns].map((name) => sql.ref(name)))
    const { rows } = await sql<Row>`select ${all} from ${sql.table(table)} where app_id = ${appId} ${place}
      order by ${names} limit ${limit}`.execute(db)
    return rows
  },

  /** Some of the users that it still knows. */
  names: (appId: string, limit: number): Promise<SubjectApp[]> =>
    db
      .selectFrom('subscriptions')
      .select(['subject', 'appId', 'customerBelongsTo'])
      .distinct()
      .where('appId', '=', appId)
      .orderBy('customerBelongsTo')
      .orderBy('subject')
      .limit(limit)
      .execute(),

  /** One batch of what is of no user; true when no more is left. */
  forgetRest: (appId: string, limit: number): Promise<boolean> =>
    atomic(db, async (tx) => {
      let isDone = (await events(tx, dialect).deleteOfApp(appId, limit)) < limit
      for (const [name, key] of Object.entries(rest)) {
        const [table, columns] = [sql.table(name), sql.join(key.map((column) => sql.ref(column)))]
        const { numAffectedRows = 0n } = await sql`delete from ${table} where (${columns}) in (
          select ${columns} from ${table} where app_id = ${appId} limit ${limit})`.execute(tx)
        if (numAffectedRows >= limit) isDone = false
      }
      return isDone
    }),

  /**
   * Cuts up to `limit` rows from the end of its chain, so that what is left is whole at any moment; returns how many.
   * The triggers that refuse it are lifted in this transaction alone, for which nobody else writes into the ledger.
   */
  cutLedger: (appId: string, limit: number): Promise<number> =>
    atomic(db, async (tx) => {
      const refuseAgain = await dialect.allowLedgerDeletes(tx)
      const { numAffectedRows = 0n } = await sql`delete from consent_ledger where app_id = ${appId}
        and seq > (select max(seq) from consent_ledger where app_id = ${appId}) - ${limit}`.execute(tx)
      await refuseAgain()
      return Number(numAffectedRows)
    }),
})
