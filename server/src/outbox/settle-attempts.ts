import type { AccessToken } from '../platform/apply-token.js'
import { requestHash } from '../request-hash.js'
import type { Services } from '../services.js'
import type { Claim, Settlement } from '../store/message-store.js'
import type { StoreParts } from '../store/store.js'
import { settleToken } from '../subscriptions/settle-token.js'
import { withdrawUnasked } from '../subscriptions/withdraw-unasked.js'
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
  // USER_NOT_SUBSCRIBED: it was withdrawn in the super app. The merchant's requestId may be an order number, and
  // the ledger is never erased.
  const cause = {
    origin: 'SUPER_APP',
    code: 'USER_NOT_SUBSCRIBED',
    requestId: requestHash(requestId),
    now,
  } as const
  await withdrawUnasked(services.apps, tx, subscription, cause)
  const { subject, appId, customerBelongsTo } = subscription
  return settleToken(tx, services.cipher, { subject, appId, customerBelongsTo }, now)
}
