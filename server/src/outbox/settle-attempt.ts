import { isoTime } from '../clock.js'
import { kindOf } from '../apps/apps.js'
import type { AccessToken } from '../platform/apply-token.js'
import { requestHash } from '../request-hash.js'
import type { Services } from '../services.js'
import type { Claim } from '../store/message-store.js'
import type { StoredSubscription, StoreParts } from '../store/store.js'
import { settleToken } from '../subscriptions/settle-token.js'
import type { AttemptResult } from './attempt-message.js'
import { nextStep, type NextStep } from './next-step.js'

export interface Settling {
  claim: Claim
  result: AttemptResult
}

export type Settled = { step: NextStep; unneeded: AccessToken<'MESSAGE'>[] } | undefined

/**
 * Records how an attempt ended, together with all that follows from it: a credit given back, a withdrawal
 * that the super app told us of. Undefined when the claim was no longer ours. Runs in the caller's transaction.
 */
export async function settleAttempt(
  services: Services,
  tx: StoreParts,
  { claim, result: { ended, userWithdrew = false } }: Settling,
  waitsMs?: readonly number[],
): Promise<Settled> {
  const now = services.clock.now()
  // What was sent is sent, whatever the user decided since: no need to ask.
  const subscription =
    ended.outcome === 'SENT' ? undefined : await tx.subscriptions.find(claim.subscriptionId)
  const isWanted = subscription?.type === 'AGREE'
  const step = nextStep(claim, ended, { now, random: Math.random(), isWanted, waitsMs })
  const { outcome, code, detail } = ended
  if (!(await tx.messages.settle({ claim, attempt: { outcome, code, detail, at: now }, ...step })))
    return undefined

  if (step.then === 'FINISH' && step.outcome === 'REJECTED' && claim.usesCredit) {
    await tx.subscriptions.returnCredit(claim.subscriptionId, claim.queuedAt)
  }
  const unneeded =
    userWithdrew && isWanted ? await recordWithdrawal(services, tx, subscription, claim.requestId, now) : []
  return { step, unneeded }
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
