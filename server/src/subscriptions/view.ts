import type { KnownApp } from '../apps/apps.js'
import { kindOf } from '../apps/apps.js'
import { needsOf } from '../consent/needs.js'
import type { Subscription } from '../http/schemas/subscription.js'
import type { StoredSubscription, StoreParts, SubjectApp } from '../store/store.js'

/** What the front end sees of subscriptions; templates that are no longer configured are left out. */
export async function viewSubscriptions(
  store: Pick<StoreParts, 'tokens'>,
  { config }: Pick<KnownApp, 'config'>,
  owner: SubjectApp,
  subscriptions: readonly StoredSubscription[],
  now: number,
): Promise<Subscription[]> {
  const token = await store.tokens.find(owner)
  return subscriptions.flatMap((stored) => {
    const { subscriptionId, templateCode, type } = stored
    const template = config.templates.find((candidate) => candidate.templateCode === templateCode)
    if (!template) return []
    return [{ subscriptionId, templateCode, type, needs: needsOf(stored, kindOf(template), token, now) }]
  })
}
