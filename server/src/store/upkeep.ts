import { sql, type Kysely } from 'kysely'
import { amongKeys, appsIn, atomic, jsonList, ofApps, ownedAfter, type Dialect } from './database.js'
import { events, type StoredEvent } from './events.js'
import { isDead } from './history.js'
import { attemptsOf, waitsForAuthorization } from './queue.js'
import type {
  MessageOutcome,
  MessageRow,
  OwnerPage,
  StoredUserInfo,
  SubjectApp,
  Tables,
  TokenRow,
} from './tables.js'
import { userInfos } from './tokens.js'

/** Few rows at a time: nobody who sends or accepts waits long for them, nor for the disk. */
export async function deleteOldest(
  tx: Kysely<Tables>,
  table: string,
  key: string[],
  column: string,
  before: number,
  limit: number,
  also = sql``,
): Promise<number> {
  const [at, columns] = [sql.ref(column), sql.join(key.map((name) => sql.ref(name)))]
  const { numAffectedRows = 0n } = await sql`delete from ${sql.table(table)} where (${columns}) in (
    select ${columns} from ${sql.table(table)} where ${at} < ${before} ${also} order by ${at} limit ${limit})`.execute(
    tx,
  )
  return Number(numAffectedRows)
}

/** What stands in the outbox. */
interface Waiting {
  queued: number
  /** Nobody sends these before their users authorize again. */
  waiting: number
  /** Their `sendAt` has not come. */
  scheduled: number
  sending: number
  /** When the oldest message was accepted, or its `sendAt` came, that is to be sent now or by the schedule; null when there is none. */
  oldestAt: number | null
}

/** In some apps or in all, and in each that has something there. */
export type Backlog = Waiting & { apps: (Waiting & { appId: string })[] }

const nothingWaits: Waiting = { queued: 0, waiting: 0, scheduled: 0, sending: 0, oldestAt: null }
const stateNames = {
  QUEUED: 'queued',
  WAITING: 'waiting',
  SCHEDULED: 'scheduled',
  SENDING: 'sending',
} as const

export interface DeadLetters {
  appId: string
  outcome: MessageOutcome
  count: number
}

/** Everything that is kept about a person, as it is kept; tokens only as that there is one. */
export interface KeptAboutSubject {
  subscriptions: object[]
  messages: Pick<MessageRow, 'requestId' | 'status' | 'outcome'>[]
  attempts: object[]
  ledger: object[]
  authorizations: object[]
  events: StoredEvent[]
  /** Encrypted. */
  userInfos: StoredUserInfo[]
  /** What was done about their messages in the console, without the name of who did it. */
  audit: object[]
}

const nothingKept: KeptAboutSubject = {
  subscriptions: [],
  messages: [],
  attempts: [],
  ledger: [],
  authorizations: [],
  events: [],
  userInfos: [],
  audit: [],
}

/** What operation and privacy need across the other parts. */
export const upkeep = (db: Kysely<Tables>, dialect: Dialect) => ({
  /** Writes a row; rejects where the database is away, full or read-only. */
  async tryWrite(): Promise<void> {
    const writtenAt = Date.now()
    await db
      .insertInto('writeProbe')
      .values({ id: 1, writtenAt })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ writtenAt }))
      .execute()
  },

  async backlog(now: number, appIds?: readonly string[]): Promise<Backlog> {
    const rows = await db
      .selectFrom('messages')
      .where(ofApps(dialect.eachOf, appIds))
      .select('appId')
      .select(
        sql<keyof typeof stateNames>`case when ${waitsForAuthorization} then 'WAITING'
          when status = 'QUEUED' and send_at > ${now} then 'SCHEDULED' else status end`.as('state'),
      )
      .select((count) => count.fn.countAll<number>().as('count'))
      .select(
        sql<number>`min(case when send_at > created_at then send_at else created_at end)`.as('oldestAt'),
      )
      .groupBy(['appId', 'state'])
      .orderBy('appId')
      .execute()
    const all = { ...nothingWaits }
    const apps = new Map<string, Waiting>()
    for (const { appId, state, count, oldestAt } of rows) {
      const ofApp = apps.get(appId) ?? { ...nothingWaits }
      apps.set(appId, ofApp)
      const isLate = state === 'QUEUED' || state === 'SENDING'
      for (const waiting of [all, ofApp]) {
        waiting[stateNames[state]] += count
        if (isLate) waiting.oldestAt = Math.min(waiting.oldestAt ?? oldestAt, oldestAt)
      }
    }
    return { ...all, apps: [...apps].map(([appId, waiting]) => ({ appId, ...waiting })) }
  },

  /** Finished messages by outcome. Reads them all: for a command, not for a scrape. */
  async outcomes(): Promise<Record<string, number>> {
    const rows = await db
      .selectFrom('messageHistory')
      .select(['outcome', (count) => count.fn.countAll<number>().as('count')])
      .groupBy('outcome')
      .execute()
    return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]))
  },
  /** Those of them that are dead letters, REJECTED or UNKNOWN, of each app; costs as much as there are of them. */
  deadLetters: (): Promise<DeadLetters[]> =>
    db
      .selectFrom('messageHistory')
      .select(['appId', 'outcome', (count) => count.fn.countAll<number>().as('count')])
      .where(isDead)
      .groupBy(['appId', 'outcome'])
      .execute(),

  /** Those that know somebody, also where they have left the configuration: who was erased still stands in the ledger. */
  async apps(): Promise<string[]> {
    const { rows } = await sql<{ appId: string }>`${appsIn('subscriptions')}
      union ${appsIn('consent_ledger')} order by app_id`.execute(db)
    return rows.map(({ appId }) => appId)
  },

  /** Those of them that are known: whoever is was asked for consent first. */
  async known(names: readonly SubjectApp[]): Promise<SubjectApp[]> {
    const among = jsonList(
      dialect.eachOf,
      names.map(({ subject }) => subject),
    )
    const { rows } = await sql<{
      subject: string
    }>`select subject from subscriptions where subject in ${among}
      union select subject from consent_ledger where subject in ${among}`.execute(db)
    const known = new Set(rows.map(({ subject }) => subject))
    return names.filter(({ subject }) => known.has(subject))
  },

  async keptAbout(subjects: readonly string[]): Promise<KeptAboutSubject> {
    if (subjects.length === 0) return nothingKept
    const found = await db.selectFrom('allMessages').selectAll().where('subject', 'in', subjects).execute()
    const subscriptions = await db
      .selectFrom('subscriptions')
      .selectAll()
      .where('subject', 'in', subjects)
      .execute()
    const ledger = await db
      .selectFrom('consentLedger')
      .select(['appId', 'seq', 'hash', 'entry'])
      .where('subject', 'in', subjects)
      .orderBy('appId')
      .orderBy('seq')
      .execute()
    const authorizations = await db
      .selectFrom('tokens')
      .select(['appId', 'customerBelongsTo', 'accessTokenExpiresAt', 'refreshTokenExpiresAt'])
      .where('subject', 'in', subjects)
      .execute()
    const infos = await userInfos(db).ofSubjects(subjects)
    const audit = await db
      .selectFrom('auditLog')
      .select(['at', 'action', 'appId', 'requestId'])
      .where('subject', 'in', subjects)
      .orderBy('id')
      .execute()
    const attempts = found.flatMap((message) =>
      attemptsOf(message).map((attempt) => ({
        appId: message.appId,
        requestId: message.requestId,
        ...attempt,
      })),
    )
    const messages = found.map((message) => ({ ...message, timeline: undefined }))
    const told = await events(db, dialect).ofSubjects(subjects)
    return {
      ...{ subscriptions, messages, attempts, ledger, authorizations, events: told, userInfos: infos },
      audit,
    }
  },

  /** Deletes all that is kept about them but the ledger, which can't be changed; returns how many messages. */
  erase: (subjects: readonly string[]): Promise<number> =>
    atomic(db, async (tx) => {
      if (subjects.length === 0) return 0
      // First, as everybody does: two orders of locks would shut each other out.
      await tx.deleteFrom('subscriptions').where('subject', 'in', subjects).execute()
      // The outbox before the history: what is finished meanwhile is found there.
      const messages = await tx
        .deleteFrom('messages')
        .where('subject', 'in', subjects)
        .returning(['appId', 'requestId'])
        .execute()
      const finished = await tx
        .deleteFrom('messageHistory')
        .where('subject', 'in', subjects)
        .returning(['appId', 'requestId'])
        .execute()
      const keys = [...messages, ...finished]
      await tx.deleteFrom('messageKeys').where(amongKeys(dialect.eachOf, keys)).execute()
      await tx.deleteFrom('tokens').where('subject', 'in', subjects).execute()
      // What people did stays, but not whom it was about.
      await tx
        .updateTable('auditLog')
        .set({ requestId: null, subject: null })
        .where('subject', 'in', subjects)
        .execute()
      await tx.deleteFrom('userInfos').where('subject', 'in', subjects).execute()
      await tx.deleteFrom('idempotencyRecords').where('subject', 'in', subjects).execute()
      // At last: whoever writes one holds a row that was waited for above.
      await events(tx, dialect).eraseSubjects(subjects)
      return keys.length
    }),

  /** True while this holder may do the work: alone, until then. Asked again, it holds it longer. */
  async takeLease(
    name: string,
    { holder, now, until }: { holder: string; now: number; until: number },
  ): Promise<boolean> {
    const taken = await db
      .insertInto('leases')
      .values({ name, holder, leaseUntil: until })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ holder, leaseUntil: until })
          .where((or) => or.or([or('leases.leaseUntil', '<=', now), or('leases.holder', '=', holder)])),
      )
      .returning('name')
      .executeTakeFirst()
    return taken !== undefined
  },

  /**
   * One batch: deletes events, hashes of used codes, kept answers, user information and audit log from before, at most
   * `limit` of each, the oldest first. True when no more is left.
   */
  forgetBefore: (time: number, limit: number): Promise<boolean> =>
    atomic(db, async (tx) => {
      const owner = ['app_id', 'customer_belongs_to', 'subject']
      const deleted = [
        await deleteOldest(tx, 'auth_codes', ['code_hash'], 'claimed_at', time, limit),
        await deleteOldest(tx, 'idempotency_records', ['scope', 'request_id'], 'finished_at', time, limit),
        await deleteOldest(tx, 'user_infos', owner, 'received_at', time, limit),
        await deleteOldest(tx, 'audit_log', ['id'], 'at', time, limit),
      ]
      const isDone = await events(tx, dialect).forgetBefore(time, limit)
      return isDone && deleted.every((count) => count < limit)
    }),

  /**
   * One batch of what nobody needs of requests that came to nothing before: hashes of refused codes, first tries.
   * True when no more is left.
   */
  forgetRefused: (before: number, limit: number): Promise<boolean> =>
    atomic(db, async (tx) => {
      const open = sql`and state <> 'DONE'`
      const deleted = [
        await deleteOldest(tx, 'auth_codes', ['code_hash'], 'refused_at', before, limit),
        await deleteOldest(
          tx,
          'idempotency_records',
          ['scope', 'request_id'],
          'lease_until',
          before,
          limit,
          open,
        ),
      ]
      return deleted.every((count) => count < limit)
    }),

  /** Tokens that were not encrypted with this key id, to be encrypted anew; in the order of their owners. */
  tokensNotUnder: (keyId: string, { limit, after }: OwnerPage): Promise<(SubjectApp & TokenRow)[]> =>
    db
      .selectFrom('tokens')
      .select(['subject', 'appId', 'customerBelongsTo', 'version'])
      .select(['accessToken', 'accessTokenExpiresAt', 'refreshToken', 'refreshTokenExpiresAt'])
      .where((or) =>
        or.or([
          sql<boolean>`substr(access_token, 1, ${keyId.length + 1}) <> ${`${keyId}.`}`,
          sql<boolean>`substr(refresh_token, 1, ${keyId.length + 1}) <> ${`${keyId}.`}`,
        ]),
      )
      .where(ownedAfter(after))
      .orderBy('appId')
      .orderBy('customerBelongsTo')
      .orderBy('subject')
      .limit(limit)
      .execute(),
})
