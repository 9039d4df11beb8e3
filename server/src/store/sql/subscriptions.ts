import { randomBytes } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { SubscriptionStore } from '../store.js'
import { atomic, changedOne } from './atomic.js'
import { ownedBy, ownedByAny } from './owned-by.js'
import type { Dialect } from './dialect.js'
import { jsonList } from './json-rows.js'
import { locksReads } from './row-locks.js'
import type { Tables } from './tables.js'

/** 192 random bits: unguessable. */
const newSubscriptionId = () => `sub_${randomBytes(24).toString('base64url')}`

const columns = [
  ...(['subscriptionId', 'subject', 'appId', 'customerBelongsTo'] as const),
  ...(['templateCode', 'type', 'decidedAt', 'credits'] as const),
] as const

export function subscriptions(db: Kysely<Tables>, dialect: Dialect): SubscriptionStore {
  // A decision read in a transaction stands until it ends: a withdrawal waits for what relies on the AGREE.
  const locks = locksReads(db, dialect.rowLocks)
  const ofOwner: SubscriptionStore['ofOwner'] = (owner) =>
    db
      .selectFrom('subscriptions')
      .select(columns)
      .where(ownedBy(owner))
      .orderBy('templateCode')
      .$if(locks, (query) => query.forNoKeyUpdate())
      .execute()

  return {
    ofOwner,

    ensure: (owner, templateCodes) =>
      atomic(db, async (tx) => {
        const { subject, appId, customerBelongsTo } = owner
        const rows = templateCodes.map((templateCode) => ({
          subscriptionId: newSubscriptionId(),
          subject,
          appId,
          customerBelongsTo,
          templateCode,
          credits: 0,
          withdrawnAt: 0,
        }))
        await tx
          .insertInto('subscriptions')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['subject', 'appId', 'customerBelongsTo', 'templateCode']).doNothing(),
          )
          .execute()
        const all = await subscriptions(tx, dialect).ofOwner(owner)
        return templateCodes.flatMap((code) => all.filter(({ templateCode }) => templateCode === code))
      }),

    find: (subscriptionId) =>
      db
        .selectFrom('subscriptions')
        .select(columns)
        .where('subscriptionId', '=', subscriptionId)
        .$if(locks, (query) => query.forNoKeyUpdate())
        .executeTakeFirst(),

    findAll: (subscriptionIds) =>
      db
        .selectFrom('subscriptions')
        .select(columns)
        .where('subscriptionId', 'in', jsonList(dialect.eachOf, subscriptionIds))
        // In one order everywhere, so that two transactions don't lock each other out.
        .orderBy('subscriptionId')
        .$if(locks, (query) => query.forNoKeyUpdate())
        .execute(),

    ofOwners: (owners) =>
      db
        .selectFrom('subscriptions')
        .select(columns)
        .where(ownedByAny(dialect.eachOf, owners))
        .orderBy('subscriptionId')
        .$if(locks, (query) => query.forNoKeyUpdate())
        .execute(),

    async decide(subscriptionId, { type, decidedAt, credits, receivedAt }) {
      await db
        .updateTable('subscriptions')
        .set(
          type === 'REJECT'
            ? { type, decidedAt, credits: 0, withdrawnAt: receivedAt }
            : { type, decidedAt, credits: sql<number>`credits + ${credits}` },
        )
        .where('subscriptionId', '=', subscriptionId)
        .execute()
    },

    async takeCredit(subscriptionId) {
      const taken = await db
        .updateTable('subscriptions')
        .set({ credits: sql<number>`credits - 1` })
        .where('subscriptionId', '=', subscriptionId)
        .where('credits', '>', 0)
        .executeTakeFirst()
      return changedOne(taken)
    },

    async returnCredit(subscriptionId, reservedAt) {
      await db
        .updateTable('subscriptions')
        .set({ credits: sql<number>`credits + 1` })
        .where('subscriptionId', '=', subscriptionId)
        .where('type', '=', 'AGREE')
        .where('withdrawnAt', '<', reservedAt)
        .execute()
    },
  }
}
