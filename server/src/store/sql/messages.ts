import type { Kysely } from 'kysely'
import type { MessageStore } from '../message-store.js'
import { cancel } from './cancel.js'
import { claimDue } from './claim-due.js'
import { deadLetters, requeue } from './dead-letters.js'
import { messageOf } from './message-row.js'
import { ownedBy } from './owned-by.js'
import { purgeQueued } from './purge-queued.js'
import type { RowLocks } from './row-locks.js'
import { settle } from './settle.js'
import type { Tables } from './tables.js'

export const messages = (db: Kysely<Tables>, rowLocks: RowLocks): MessageStore => ({
  async insert({ usesCredit, ...message }) {
    const inserted = await db
      .insertInto('messages')
      .values({
        ...message,
        usesCredit: usesCredit ? 1 : 0,
        status: 'QUEUED',
        attempts: 0,
        wasUnknown: 0,
        dueAt: message.createdAt,
        queuedAt: message.createdAt,
        retries: 0,
      })
      .onConflict((conflict) => conflict.column('requestId').doNothing())
      .executeTakeFirst()
    return inserted.numInsertedOrUpdatedRows === 1n
  },

  async find(requestId) {
    const row = await db
      .selectFrom('messages')
      .selectAll()
      .where('requestId', '=', requestId)
      .executeTakeFirst()
    return row && messageOf(row)
  },

  attemptsOf: (requestId) =>
    db
      .selectFrom('attempts')
      .select(['number', 'startedAt', 'finishedAt', 'outcome', 'code', 'detail'])
      .where('requestId', '=', requestId)
      .orderBy('number')
      .execute(),

  claimDue: (options) => claimDue(db, rowLocks, options),
  settle: (settlement) => settle(db, settlement),
  purgeQueued: (subscriptionId, code, now) => purgeQueued(db, subscriptionId, code, now),

  cancel: (requestId, now) => cancel(db, requestId, now),
  deadLetters: (options) => deadLetters(db, options),
  requeue: (requestId, now) => requeue(db, requestId, now),

  async isSending(subscriptionId, now) {
    const running = await db
      .selectFrom('messages')
      .select('requestId')
      .where('subscriptionId', '=', subscriptionId)
      .where('status', '=', 'SENDING')
      .where('dueAt', '>', now)
      .limit(1)
      .executeTakeFirst()
    return running !== undefined
  },

  async makeDue(owner, now) {
    await db
      .updateTable('messages')
      .set({ dueAt: now })
      .where(ownedBy(owner))
      .where('status', '=', 'QUEUED')
      .where('dueAt', '>', now)
      .execute()
  },
})
