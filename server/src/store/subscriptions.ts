import { randomBytes } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { atomic, changedOne, ownedBy, ownedByAny, type Dialect, jsonList } from './database.js'
import type { StoredSubscription, SubjectApp, Tables } from './tables.js'

/** 192 random bits: unguessable. */
const newSubscriptionId = () => `sub_${randomBytes(24).toString('base64url')}`

const columns = [
  ...(['subscriptionId', 'subject', 'appId', 'customerBelongsTo'] as const),
  ...(['templateCode', 'type', 'decidedAt', 'credits'] as const),
] as const

/**
 * A decision that was read `ForUpdate` stands until the transaction ends: a withdrawal waits for what relies on the
 * AGREE. Several are locked in one order everywhere, so that two transactions don't lock each other out.
 */
export function subscriptions(db: Kysely<Tables>, { rowLocks, eachOf }: Dialect) {
  const find = (subscriptionId: string) =>
    db.selectFrom('subscriptions').select(columns).where('subscriptionId', '=', subscriptionId)

  const ofOwnerForUpdate = (owner: SubjectApp, tx = db): Promise<StoredSubscription[]> =>
    tx
      .selectFrom('subscriptions')
      .select(columns)
      .where(ownedBy(owner))
      .orderBy('templateCode')
      .$if(rowLocks, (query) => query.forNoKeyUpdate())
      .execute()

  return {
    find: (subscriptionId: string): Promise<StoredSubscription | undefined> =>
      find(subscriptionId).executeTakeFirst(),

    findForUpdate: (subscriptionId: string): Promise<StoredSubscription | undefined> =>
      find(subscriptionId)
        .$if(rowLocks, (query) => query.forNoKeyUpdate())
        .executeTakeFirst(),

    /** Those that there are, in any order. */
    findAllForUpdate: (subscriptionIds: readonly string[]): Promise<StoredSubscription[]> =>
      db
        .selectFrom('subscriptions')
        .select(columns)
        .where('subscriptionId', 'in', jsonList(eachOf, subscriptionIds))
        .orderBy('subscriptionId')
        .$if(rowLocks, (query) => query.forNoKeyUpdate())
        .execute(),

    ofOwner: (owner: SubjectApp): Promise<StoredSubscription[]> =>
      db.selectFrom('subscriptions').select(columns).where(ownedBy(owner)).orderBy('templateCode').execute(),

    ofOwnerForUpdate: (owner: SubjectApp) => ofOwnerForUpdate(owner),

    /** Of all these owners, in any order. */
    ofOwnersForUpdate: (owners: readonly SubjectApp[]): Promise<StoredSubscription[]> =>
      db
        .selectFrom('subscriptions')
        .select(columns)
        .where(ownedByAny(eachOf, owners))
        .orderBy('subscriptionId')
        .$if(rowLocks, (query) => query.forNoKeyUpdate())
        .execute(),

    /** The subscriptions of these templates, in their order, locked; made undecided where there is none. */
    ensure: (owner: SubjectApp, templateCodes: readonly string[]): Promise<StoredSubscription[]> =>
      atomic(db, async (tx) => {
        const { subject, appId, customerBelongsTo } = owner
        const rows = templateCodes.map((templateCode) => ({
          ...{ subscriptionId: newSubscriptionId(), subject, appId, customerBelongsTo, templateCode },
          ...{ credits: 0, withdrawnAt: 0 },
        }))
        await tx
          .insertInto('subscriptions')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['appId', 'customerBelongsTo', 'subject', 'templateCode']).doNothing(),
          )
          .execute()
        const all = await ofOwnerForUpdate(owner, tx)
        return templateCodes.flatMap((code) => all.filter(({ templateCode }) => templateCode === code))
      }),

    /**
     * Sets the decision in force; `credits` is added to those left, or with REJECT they end, reserved ones too: those
     * of messages queued until `receivedAt`, which is when this is written, by the clock of the outbox.
     */
    async decide(
      subscriptionId: string,
      decision: { type: 'AGREE' | 'REJECT'; decidedAt: number; credits: number; receivedAt: number },
    ): Promise<void> {
      const { type, decidedAt, credits, receivedAt } = decision
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

    /** Takes one credit; false when none is left. */
    async takeCredit(subscriptionId: string): Promise<boolean> {
      const taken = await db
        .updateTable('subscriptions')
        .set({ credits: sql<number>`credits - 1` })
        .where('subscriptionId', '=', subscriptionId)
        .where('credits', '>', 0)
        .executeTakeFirst()
      return changedOne(taken)
    },

    /** Gives back a credit taken at `reservedAt`, unless the consent it came from was withdrawn since. */
    async returnCredit(subscriptionId: string, reservedAt: number): Promise<void> {
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
