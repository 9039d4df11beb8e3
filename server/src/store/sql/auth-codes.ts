import type { Kysely } from 'kysely'
import type { AuthCodeStore } from '../store.js'
import type { Tables } from './tables.js'

export const authCodes = (db: Kysely<Tables>): AuthCodeStore => ({
  async claim(codeHash, now) {
    const inserted = await db
      .insertInto('authCodes')
      .values({ codeHash, claimedAt: now })
      .onConflict((conflict) => conflict.column('codeHash').doNothing())
      .executeTakeFirst()
    return inserted.numInsertedOrUpdatedRows === 1n
  },
})
