import type { Subscription } from '../http/schemas/subscription.js'
import type { Services } from '../services.js'

const pollMs = 20

/**
 * A withdrawal has taken effect when no attempt is under way any more. New ones can't begin: what was queued
 * is purged. Ends at the latest with the leases of senders that died.
 */
export async function waitForSending(
  { store, clock, pause }: Pick<Services, 'store' | 'clock' | 'pause'>,
  subscriptions: readonly Pick<Subscription, 'subscriptionId'>[],
): Promise<void> {
  for (const { subscriptionId } of subscriptions) {
    while (await store.messages.isSending(subscriptionId, clock.now())) await pause(pollMs)
  }
}
