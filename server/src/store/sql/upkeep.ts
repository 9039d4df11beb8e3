import { sql, type Expression, type Kysely } from 'kysely'
import type { UpkeepStore } from '../upkeep-store.js'
import { atomic } from './atomic.js'
import { attemptInMessage } from './attempts.js'
import { userInfos } from './user-infos.js'
import type { Tables } from './tables.js'
import { isDead, unfinished } from './unfinished.js'

async function countByOutcome(
  db: Kysely<Tables>,
  which: Expression<boolean>,
): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('messages')
    .select(['outcome', (count) => count.fn.countAll<number>().as('count')])
    .where(which)
    .groupBy('outcome')
    .execute()
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome ?? '', count]))
}

export const upkeep = (db: Kysely<Tables>): UpkeepStore => ({
  async backlog() {
    const rows = await db
      .selectFrom('messages')
      .select(['status', (count) => count.fn.countAll<number>().as('count')])
      .select((oldest) => oldest.fn.min<number | null>('createdAt').as('oldestAt'))
      .where(unfinished)
      .groupBy('status')
      .execute()
    const countOf = (status: string) => rows.find((row) => row.status === status)?.count ?? 0
    const times = rows.flatMap(({ oldestAt }) => (oldestAt === null ? [] : [oldestAt]))
    return {
      queued: countOf('QUEUED'),
      sending: countOf('SENDING'),
      oldestAt: times.length === 0 ? null : Math.min(...times),
    }
  },

  outcomes: () => countByOutcome(db, sql<boolean>`status = 'FINISHED'`),
  deadLetters: () => countByOutcome(db, isDead),

  async keptAbout(subject) {
    const messages = await db.selectFrom('messages').selectAll().where('subject', '=', subject).execute()
    const subscriptions = await db
      .selectFrom('subscriptions')
      .selectAll()
      .where('subject', '=', subject)
      .execute()
    const ended = await db
      .selectFrom('attempts')
      .selectAll()
      .where('requestId', 'in', (query) =>
        query.selectFrom('messages').select('requestId').where('subject', '=', subject),
      )
      .orderBy('requestId')
      .orderBy('number')
      .execute()
    const ledger = await db
      .selectFrom('consentLedger')
      .select(['seq', 'hash', 'entry'])
      .where('subject', '=', subject)
      .orderBy('seq')
      .execute()
    const authorizations = await db
      .selectFrom('tokens')
      .select(['appId', 'customerBelongsTo', 'accessTokenExpiresAt', 'refreshTokenExpiresAt'])
      .where('subject', '=', subject)
      .execute()
    const infos = await userInfos(db).ofSubject(subject)
    const last = messages.flatMap((message) => {
      const attempt = attemptInMessage(message)
      return attempt ? [{ requestId: message.requestId, ...attempt }] : []
    })
    const attempts = [...ended, ...last]
    return { subscriptions, messages, attempts, ledger, authorizations, userInfos: infos }
  },

  erase: (subject) =>
    atomic(db, async (tx) => {
      const ids = tx.selectFrom('messages').select('requestId').where('subject', '=', subject)
      await tx.deleteFrom('attempts').where('requestId', 'in', ids).execute()
      const { numDeletedRows } = await tx
        .deleteFrom('messages')
        .where('subject', '=', subject)
        .executeTakeFirst()
      await tx.deleteFrom('tokens').where('subject', '=', subject).execute()
      await tx.deleteFrom('userInfos').where('subject', '=', subject).execute()
      await tx.deleteFrom('subscriptions').where('subject', '=', subject).execute()
      // A kept answer of /authorizations names the subject; one of /subscriptions has it in its scope.
      await tx
        .deleteFrom('idempotencyRecords')
        .where((or) => or.or([or('scope', 'like', `%|${subject}`), or('answer', 'like', `%"${subject}"%`)]))
        .execute()
      return Number(numDeletedRows)
    }),

  forgetBefore: (time) =>
    atomic(db, async (tx) => {
      const old = tx
        .selectFrom('messages')
        .select('requestId')
        .where('status', '=', 'FINISHED')
        .where('finishedAt', '<', time)
      await tx.deleteFrom('attempts').where('requestId', 'in', old).execute()
      const { numUpdatedRows } = await tx
        .updateTable('messages')
        .set({ templates: '[]', detail: null, startedAt: null })
        .where('status', '=', 'FINISHED')
        .where('finishedAt', '<', time)
        .where('templates', '<>', '[]')
        .executeTakeFirst()
      await tx.deleteFrom('authCodes').where('claimedAt', '<', time).execute()
      await tx.deleteFrom('idempotencyRecords').where('finishedAt', '<', time).execute()
      await tx.deleteFrom('userInfos').where('receivedAt', '<', time).execute()
      return Number(numUpdatedRows)
    }),

  tokensNotUnder: (keyId, limit) =>
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
      .limit(limit)
      .execute(),
})
