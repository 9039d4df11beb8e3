import { isoTime } from '../clock.js'
import { kindOf } from '../apps/apps.js'
import type { AccessToken } from '../platform/apply-token.js'
import type { Services } from '../services.js'
import type { Claim } from '../store/message-store.js'
import type { StoredSubscription, StoreParts } from '../store/store.js'
import { settleToken } from '../subscriptions/settle-token.js'
import type { AttemptResult } from './attempt-message.js'
import { nextStep, type NextStep } from './next-step.js'

/**
 * Records how an attempt ended, together with all that follows from it: a credit given back, a withdrawal
 * that the super app told us of. Undefined when the claim was no longer ours.
 */
export async function settleAttempt(
  services: Services,
  claim: Claim,
  { ended, userWithdrew = false }: AttemptResult,
): Promise<{ step: NextStep; unneeded: AccessToken<'MESSAGE'>[] } | undefined> {
  const { store, clock } = services
  return store.transaction(async (tx) => {
    const now = clock.now()
    const subscription = await tx.subscriptions.find(claim.subscriptionId)
    const isWanted = subscription?.type === 'AGREE'
    const step = nextStep(claim, ended, { now, random: Math.random(), isWanted })
    const { outcome, code, detail } = ended
    if (!(await tx.messages.settle({ claim, attempt: { outcome, code, detail, at: now }, ...step })))
      return undefined

    if (step.then === 'FINISH' && step.outcome === 'REJECTED' && claim.usesCredit) {
      await tx.subscriptions.returnCredit(claim.subscriptionId)
    }
    const unneeded =
      userWithdrew && isWanted ? await recordWithdrawal(services, tx, subscription, claim.requestId, now) : []
    return { step, unneeded }
  })
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
    requestId,
    answeredAt: isoTime(now),
    receivedAt: isoTime(now),
  })
  await tx.subscriptions.decide(subscriptionId, { type: 'REJECT', decidedAt: now, credits: 0 })
  await tx.messages.purgeQueued(subscriptionId, 'USER_NOT_SUBSCRIBED', now)
  return settleToken(tx, cipher, owner, now)
}
