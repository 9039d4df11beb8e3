import { randomInt } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { SubjectApp, TokenStore } from '../store.js'
import { changedOne } from './atomic.js'
import type { EachOf } from './json-rows.js'
import { ownedBy, ownedByAny } from './owned-by.js'
import type { Tables } from './tables.js'

/** Random, so that a row deleted and made anew is not taken for the old one. */
const newVersion = () => randomInt(2 ** 47)

const columns = [
  ...(['accessToken', 'accessTokenExpiresAt', 'refreshToken', 'refreshTokenExpiresAt', 'version'] as const),
] as const

export const tokens = (db: Kysely<Tables>, eachOf: EachOf): TokenStore => ({
  find: (owner) => db.selectFrom('tokens').select(columns).where(ownedBy(owner)).executeTakeFirst(),

  async findAll(owners) {
    const rows = await db
      .selectFrom('tokens')
      .select(['subject', 'appId', 'customerBelongsTo', ...columns])
      .where(ownedByAny(eachOf, owners))
      .execute()
    const found = new Map(
      rows.map(({ subject, appId, customerBelongsTo, ...token }) => [
        keyOf({ subject, appId, customerBelongsTo }),
        token,
      ]),
    )
    return owners.map((owner) => found.get(keyOf(owner)))
  },

  async put({ subject, appId, customerBelongsTo }, token) {
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

  async replaceVersion(owner, version, token) {
    const replaced = await db
      .updateTable('tokens')
      .set({ ...token, version: newVersion(), refreshLeaseUntil: 0 })
      .where(ownedBy(owner))
      .where('version', '=', version)
      .executeTakeFirst()
    return changedOne(replaced)
  },

  async delete(owner) {
    await db.deleteFrom('tokens').where(ownedBy(owner)).execute()
  },

  async deleteVersion(owner, version) {
    const { numDeletedRows } = await db
      .deleteFrom('tokens')
      .where(ownedBy(owner))
      .where('version', '=', version)
      .executeTakeFirst()
    return numDeletedRows === 1n
  },

  async expire(owner, version) {
    const expired = await db
      .updateTable('tokens')
      .set({ accessTokenExpiresAt: 0 })
      .where(ownedBy(owner))
      .where('version', '=', version)
      .executeTakeFirst()
    return changedOne(expired)
  },

  async claimRefresh(owner, version, now, leaseUntil) {
    const claimed = await db
      .updateTable('tokens')
      .set({ refreshLeaseUntil: leaseUntil })
      .where(ownedBy(owner))
      .where('version', '=', version)
      .where('refreshLeaseUntil', '<=', now)
      .executeTakeFirst()
    return changedOne(claimed)
  },
})

const keyOf = ({ subject, appId, customerBelongsTo }: SubjectApp) =>
  JSON.stringify([subject, appId, customerBelongsTo])
