import { randomInt } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { atomic, changedOne, type Dialect, ownedAfter, ownedBy, ownedByAny } from './database.js'
import { events, type NewEvent } from './events.js'
import type { OwnerPage, StoredToken, StoredUserInfo, SubjectApp, Tables, TokenRow } from './tables.js'

/** Random, so that a row deleted and made anew is not taken for the old one. */
const newVersion = () => randomInt(2 ** 47)

const columns = [
  'accessToken',
  'accessTokenExpiresAt',
  'refreshToken',
  'refreshTokenExpiresAt',
  'version',
] as const

export interface RefreshLease {
  /** Another one for each refresh. */
  holder: string
  now: number
  until: number
}

export const tokens = (db: Kysely<Tables>, dialect: Dialect) => ({
  find: (owner: SubjectApp): Promise<TokenRow | undefined> =>
    db.selectFrom('tokens').select(columns).where(ownedBy(owner)).executeTakeFirst(),

  /** Of each owner, in their order. */
  async findAll(owners: readonly SubjectApp[]): Promise<(TokenRow | undefined)[]> {
    const rows = await db
      .selectFrom('tokens')
      .select(['subject', 'appId', 'customerBelongsTo', ...columns])
      .where(ownedByAny(dialect.eachOf, owners))
      .execute()
    const found = new Map(
      rows.map(({ subject, appId, customerBelongsTo, ...token }) => [
        keyOf({ subject, appId, customerBelongsTo }),
        token,
      ]),
    )
    return owners.map((owner) => found.get(keyOf(owner)))
  },

  /** Replaces what was there. */
  async put({ subject, appId, customerBelongsTo }: SubjectApp, token: StoredToken): Promise<void> {
    await db
      .insertInto('tokens')
      .values({ subject, appId, customerBelongsTo, ...token, version: newVersion(), refreshLeaseUntil: 0 })
      .onConflict((conflict) =>
        conflict
          .columns(['subject', 'appId', 'customerBelongsTo'])
          .doUpdateSet({ ...token, version: newVersion(), refreshLeaseUntil: 0 }),
      )
      .execute()
  },

  /** Only if the version is still this one. False: somebody else has changed or deleted it. */
  async replaceVersion(owner: SubjectApp, version: number, token: StoredToken): Promise<boolean> {
    const replaced = await db
      .updateTable('tokens')
      .set({ ...token, version: newVersion(), refreshLeaseUntil: 0 })
      .where(ownedBy(owner))
      .where('version', '=', version)
      .executeTakeFirst()
    return changedOne(replaced)
  },

  async delete(owner: SubjectApp): Promise<void> {
    await db.deleteFrom('tokens').where(ownedBy(owner)).execute()
  },

  /**
   * The platform takes it no more, and only the user can help. Only if the version is still this one, and the refresh
   * lease `holder`'s where given. False: it is not.
   */
  deleteVersion: (
    owner: SubjectApp,
    version: number,
    { now, holder }: { now: number; holder?: string },
  ): Promise<boolean> =>
    atomic(db, async (tx) => {
      const { numDeletedRows } = await tx
        .deleteFrom('tokens')
        .where(ownedBy(owner))
        .where('version', '=', version)
        .$if(holder !== undefined, (query) => query.where('refreshHolder', '=', holder ?? null))
        .executeTakeFirst()
      if (numDeletedRows !== 1n) return false
      await events(tx, dialect).add([await authorizationNeeded(tx, owner, now)])
      return true
    }),

  /** Lets the access token count as expired, if the version is still this one. */
  async expire(owner: SubjectApp, version: number): Promise<boolean> {
    const expired = await db
      .updateTable('tokens')
      .set({ accessTokenExpiresAt: 0 })
      .where(ownedBy(owner))
      .where('version', '=', version)
      .executeTakeFirst()
    return changedOne(expired)
  },

  /** One refresh at a time for a user, on any number of processes. False: another one holds it. */
  async claimRefresh(
    owner: SubjectApp,
    version: number,
    { holder, now, until }: RefreshLease,
  ): Promise<boolean> {
    const claimed = await db
      .updateTable('tokens')
      .set({ refreshLeaseUntil: until, refreshHolder: holder })
      .where(ownedBy(owner))
      .where('version', '=', version)
      .where('refreshLeaseUntil', '<=', now)
      .executeTakeFirst()
    return changedOne(claimed)
  },

  /** The refresh did not work: another may begin. Nothing happens when the lease is no longer this holder's. */
  async releaseRefresh(owner: SubjectApp, version: number, holder: string): Promise<void> {
    await db
      .updateTable('tokens')
      .set({ refreshLeaseUntil: 0, refreshHolder: null })
      .where(ownedBy(owner))
      .where('version', '=', version)
      .where('refreshHolder', '=', holder)
      .execute()
  },
})

async function authorizationNeeded(
  tx: Kysely<Tables>,
  owner: SubjectApp,
  happenedAt: number,
): Promise<NewEvent> {
  const { subject, appId, customerBelongsTo } = owner
  const agreed = await tx
    .selectFrom('subscriptions')
    .select('subscriptionId')
    .where(ownedBy(owner))
    .where('type', '=', 'AGREE')
    .orderBy('templateCode')
    .execute()
  const subscriptionIds = agreed.map(({ subscriptionId }) => subscriptionId)
  return {
    ...{ type: 'authorization.needed', appId, subject, happenedAt },
    data: { customerBelongsTo, subscriptionIds },
  }
}

const keyOf = ({ subject, appId, customerBelongsTo }: SubjectApp) =>
  JSON.stringify([subject, appId, customerBelongsTo])

/** Hashes of the codes that tokens are swapped for. */
export const authCodes = (db: Kysely<Tables>) => ({
  /** True for exactly one caller for each hash, ever. */
  async claim(codeHash: string, now: number): Promise<boolean> {
    const inserted = await db
      .insertInto('authCodes')
      .values({ codeHash, claimedAt: now })
      .onConflict((conflict) => conflict.column('codeHash').doNothing())
      .executeTakeFirst()
    return inserted.numInsertedOrUpdatedRows === 1n
  },

  /** The platform has certainly refused this claimed code. */
  async refuse(codeHash: string, now: number): Promise<void> {
    await db.updateTable('authCodes').set({ refusedAt: now }).where('codeHash', '=', codeHash).execute()
  },
})

/** What users let the merchant see, encrypted as tokens are. */
export const userInfos = (db: Kysely<Tables>) => ({
  /** Replaces what was there. */
  async put(userInfo: StoredUserInfo): Promise<void> {
    const { info, receivedAt } = userInfo
    await db
      .insertInto('userInfos')
      .values(userInfo)
      .onConflict((conflict) =>
        conflict.columns(['subject', 'appId', 'customerBelongsTo']).doUpdateSet({ info, receivedAt }),
      )
      .execute()
  },

  async ofSubjects(subjects: readonly string[]): Promise<StoredUserInfo[]> {
    if (subjects.length === 0) return []
    return db.selectFrom('userInfos').selectAll().where('subject', 'in', subjects).orderBy('appId').execute()
  },

  /** What was not encrypted with this key id, to be encrypted anew; in the order of its owners. */
  notUnder: (keyId: string, { limit, after }: OwnerPage): Promise<StoredUserInfo[]> =>
    db
      .selectFrom('userInfos')
      .selectAll()
      .where(sql<boolean>`substr(info, 1, ${keyId.length + 1}) <> ${`${keyId}.`}`)
      .where(ownedAfter(after))
      .orderBy('appId')
      .orderBy('customerBelongsTo')
      .orderBy('subject')
      .limit(limit)
      .execute(),

  /** Only if it is still the text it was. False: it came anew meanwhile, or is gone. */
  async reseal({ info: old, ...owner }: StoredUserInfo, info: string): Promise<boolean> {
    const changed = await db
      .updateTable('userInfos')
      .set({ info })
      .where(ownedBy(owner))
      .where('info', '=', old)
      .executeTakeFirst()
    return changedOne(changed)
  },
})
