import { kindOf, type Apps } from '../apps/apps.js'
import { isoTime } from '../clock.js'
import type { DecisionOrigin } from '../consent/ledger-entry.js'
import type { StoredSubscription, StoreParts } from '../store/store.js'

interface Cause {
  origin: Exclude<DecisionOrigin, 'COMPONENT'>
  /** What the messages that wait end with. */
  code: 'USER_NOT_SUBSCRIBED' | 'ERASED'
  requestId: string
  now: number
}

/**
 * A withdrawal without a panel: into the ledger, in force at once, and the queued messages go with it. The token
 * is the caller's to settle, once for all that he withdraws.
 */
export async function withdrawUnasked(
  apps: Apps,
  tx: StoreParts,
  { subscriptionId, subject, appId, customerBelongsTo, templateCode }: StoredSubscription,
  { origin, code, requestId, now }: Cause,
): Promise<void> {
  const { config } = apps.require({ appId, customerBelongsTo })
  // A template may have left the configuration since.
  const template = config.templates.find((one) => one.templateCode === templateCode)
  await tx.ledger.append({
    ...{ subject, appId, customerBelongsTo, templateCode, origin, requestId },
    kind: template ? kindOf(template) : 'LONG_TERM',
    type: 'REJECT',
    inForce: true,
    answeredAt: isoTime(now),
    receivedAt: isoTime(now),
  })
  await tx.subscriptions.decide(subscriptionId, {
    type: 'REJECT',
    decidedAt: now,
    receivedAt: now,
    credits: 0,
  })
  await tx.messages.purgeQueued(subscriptionId, code, now)
}
