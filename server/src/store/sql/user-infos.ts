import { sql, type Kysely } from 'kysely'
import type { UserInfoStore } from '../user-info-store.js'
import { changedOne } from './atomic.js'
import { ownedBy } from './owned-by.js'
import type { Tables } from './tables.js'

export const userInfos = (db: Kysely<Tables>): UserInfoStore => ({
  async put(userInfo) {
    const { info, receivedAt } = userInfo
    await db
      .insertInto('userInfos')
      .values(userInfo)
      .onConflict((conflict) =>
        conflict.columns(['subject', 'appId', 'customerBelongsTo']).doUpdateSet({ info, receivedAt }),
      )
      .execute()
  },

  ofSubject: (subject) =>
    db.selectFrom('userInfos').selectAll().where('subject', '=', subject).orderBy('appId').execute(),

  notUnder: (keyId, limit) =>
    db
      .selectFrom('userInfos')
      .selectAll()
      .where(sql<boolean>`substr(info, 1, ${keyId.length + 1}) <> ${`${keyId}.`}`)
      .limit(limit)
      .execute(),

  async reseal({ info: old, ...owner }, info) {
    const changed = await db
      .updateTable('userInfos')
      .set({ info })
      .where(ownedBy(owner))
      .where('info', '=', old)
      .executeTakeFirst()
    return changedOne(changed)
  },
})
