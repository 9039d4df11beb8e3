import type { Kysely } from 'kysely'
import type { MessageStore } from '../message-store.js'
import { attemptsOf } from './attempts.js'
import { cancel } from './cancel.js'
import { claimDue } from './claim-due.js'
import { deadLetters, requeue } from './dead-letters.js'
import type { Dialect } from './dialect.js'
import { insertMessages } from './insert-messages.js'
import { jsonList } from './json-rows.js'
import { messageOf } from './message-row.js'
import { ownedBy } from './owned-by.js'
import { purgeQueued } from './purge-queued.js'
import { recipientsOf } from './recipients.js'
import { settleAll } from './settle.js'
import type { Tables } from './tables.js'
import { unfinished } from './unfinished.js'

export const messages = (db: Kysely<Tables>, dialect: Dialect): MessageStore => ({
  insert: async (message) => (await insertMessages(db, dialect.eachOf, [message]))[0] ?? false,
  insertAll: (messages) => insertMessages(db, dialect.eachOf, messages),

  async find(requestId) {
    const row = await db
      .selectFrom('messages')
      .selectAll()
      .where('requestId', '=', requestId)
      .executeTakeFirst()
    return row && messageOf(row)
  },

  async findAll(requestIds) {
    const asked = jsonList(dialect.eachOf, requestIds)
    const rows = await db.selectFrom('messages').selectAll().where('requestId', 'in', asked).execute()
    return rows.map(messageOf)
  },

  attemptsOf: (requestId) => attemptsOf(db, requestId),
  claimDue: (options) => claimDue(db, dialect, options),
  recipientsOf: (requestIds) => recipientsOf(db, dialect.eachOf, requestIds),
  settle: async (settlement) => (await settleAll(db, dialect.eachOf, [settlement]))[0] ?? false,
  settleAll: (settlements) => settleAll(db, dialect.eachOf, settlements),
  purgeQueued: (subscriptionId, code, now) => purgeQueued(db, subscriptionId, code, now),

  cancel: (requestId, now) => cancel(db, requestId, now),
  deadLetters: (options) => deadLetters(db, options),
  requeue: (requestId, now) => requeue(db, requestId, now),

  async isSending(subscriptionId, now) {
    const running = await db
      .selectFrom('messages')
      .select('requestId')
      .where(unfinished)
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
