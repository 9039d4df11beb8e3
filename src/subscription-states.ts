import { authorize, type FlowContext, readApp, sourceOf } from './authorize.js'
import { findTemplate, type Subscription } from './contract.js'

/**
 * `subscribed`: a message can be sent now. `unsubscribed`: refused, withdrawn, used up or never asked; the next open
 * asks, or renews what has run out. `unknown`: nobody could tell without asking the user.
 */
export type SubscriptionState = 'subscribed' | 'unsubscribed' | 'unknown'

/** By template code. */
export type SubscriptionStates = Record<string, SubscriptionState>

/**
 * What stands for each template, without a dialog: as an open of this component heard it while that session lasts,
 * else by a silent code. docs/decisions/0002-know-without-asking.md says why no other scope is asked for.
 */
export async function readSubscriptionStates(context: FlowContext): Promise<SubscriptionStates> {
  const { request, memory, host } = context
  const app = await readApp(context)
  const { known } = memory
  const isHeard = request.templateIds.every((code) => findTemplate(known?.session.subscriptions ?? [], code))
  if (known?.source === sourceOf(request, app) && known.until > host.clock.now() && isHeard)
    return statesOf(request.templateIds, known.session.subscriptions)

  const silent: FlowContext = { ...context, request: { ...request, scopes: ['auth_base'] } }
  // A code that the caller passed is for the open.
  delete silent.request.authCode
  const { subscriptions } = await authorize(silent, app)
  return statesOf(request.templateIds, subscriptions)
}

export function statesOf(templateIds: string[], subscriptions?: Subscription[]): SubscriptionStates {
  const states: SubscriptionStates = {}
  for (const code of templateIds) {
    const { type, needs } = findTemplate(subscriptions ?? [], code) ?? {}
    const isSubscribed = type === 'AGREE' && needs === 'NOTHING'
    states[code] = !subscriptions ? 'unknown' : isSubscribed ? 'subscribed' : 'unsubscribed'
  }
  return states
}
