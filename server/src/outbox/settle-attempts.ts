import { isoTime } from '../clock.js'
import { kindOf } from '../apps/apps.js'
import type { AccessToken } from '../platform/apply-token.js'
import { requestHash } from '../request-hash.js'
import type { Services } from '../services.js'
import type { Claim, Settlement } from '../store/message-store.js'
import type { StoredSubscription, StoreParts } from '../store/store.js'
import { settleToken } from '../subscriptions/settle-token.js'
import type { AttemptResult } from './attempt-message.js'
import { nextStep } from './next-step.js'

export interface Settling {
  claim: Claim
  result: AttemptResult
  /** How long the attempt took. */
  ms: number
}

export type Settled = { unneeded: AccessToken<'MESSAGE'>[] } | undefined

/**
 * Records how attempts ended, together with all that follows from it: a credit given back, a withdrawal that the
 * super app told us of. Undefined for one whose claim was no longer ours. Runs in the caller's transaction.
 */
export async function settleAttempts(
  services: Services,
  tx: StoreParts,
  group: readonly Settling[],
  waitsMs?: readonly number[],
): Promise<Settled[]> {
  const now = services.clock.now()
  const wanted = await whoAgrees(tx, group)
  const settlements = group.map(({ claim, result: { ended } }) => {
    const { outcome, code, detail } = ended
    const isWanted = wanted.has(claim.subscriptionId)
    const step = nextStep(claim, ended, { now, random: Math.random(), isWanted, waitsMs })
    return { claim, attempt: { outcome, code, detail, at: now }, ...step }
  })
  const isOurs = await tx.messages.settleAll(settlements)
  const settled: Settled[] = []
  for (const [index, settlement] of settlements.entries()) {
    const { userWithdrew = false } = group[index]?.result ?? {}
    settled.push(
      isOurs[index] ? { unneeded: await followUp(services, tx, settlement, userWithdrew, now) } : undefined,
    )
  }
  return settled
}

/** What was sent is sent, whatever the user decided since: only for the others it is asked. */
async function whoAgrees(tx: StoreParts, group: readonly Settling[]): Promise<Set<string>> {
  const open = group.filter(({ result }) => result.ended.outcome !== 'SENT')
  if (open.length === 0) return new Set()
  const ids = new Set(open.map(({ claim }) => claim.subscriptionId))
  const subscriptions = await tx.subscriptions.findAll([...ids])
  return new Set(subscriptions.filter(({ type }) => type === 'AGREE').map((one) => one.subscriptionId))
}

/** What else the end of an attempt changes; returns tokens that nobody needs any more. */
async function followUp(
  services: Services,
  tx: StoreParts,
  settlement: Settlement,
  userWithdrew: boolean,
  now: number,
): Promise<AccessToken<'MESSAGE'>[]> {
  const { subscriptionId, requestId, usesCredit, queuedAt } = settlement.claim
  if (settlement.then === 'FINISH' && settlement.outcome === 'REJECTED' && usesCredit) {
    await tx.subscriptions.returnCredit(subscriptionId, queuedAt)
  }
  if (!userWithdrew) return []
  // Read again: another message of this group may have told it already.
  const subscription = await tx.subscriptions.find(subscriptionId)
  if (subscription?.type !== 'AGREE') return []
  return recordWithdrawal(services, tx, subscription, requestId, now)
}

/** USER_NOT_SUBSCRIBED: the user withdrew in the super app. Recorded as that, and the queue goes with it. */
async function recordWithdrawal(
  { apps, cipher }: Services,
  tx: StoreParts,
  subscription: StoredSubscription,
  requestId: string,
  now: number,
): Promise<AccessToken<'MESSAGE'>[]> {
  const { subscriptionId, subject, appId, customerBelongsTo, templateCode } = subscription
  const owner = { subject, appId, customerBelongsTo }
  await tx.ledger.append({
    ...owner,
    templateCode,
    kind: kindOf(apps.requireTemplate(apps.require(owner), templateCode)),
    type: 'REJECT',
    origin: 'SUPER_APP',
    inForce: true,
    // The merchant's requestId may be an order number, and the ledger is never erased.
    requestId: requestHash(requestId),
    answeredAt: isoTime(now),
    receivedAt: isoTime(now),
  })
  await tx.subscriptions.decide(subscriptionId, {
    type: 'REJECT',
    decidedAt: now,
    receivedAt: now,
    credits: 0,
  })
  await tx.messages.purgeQueued(subscriptionId, 'USER_NOT_SUBSCRIBED', now)
  return settleToken(tx, cipher, owner, now)
}
