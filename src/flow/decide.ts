import type { Decision } from '../contract'
import type { SubscribeSuccess } from '../result'
import type { FlowRequest, Session } from './context'

export type Plan =
  | { type: 'NOTHING' }
  /** A once good token died: a new code is enough, nobody is asked. */
  | { type: 'RENEW' }
  | { type: 'ASK'; templateCodes: string[] }

/** What this open has to get from the user. */
export function decide(
  request: Pick<FlowRequest, 'templateIds' | 'manage' | 'askAgain'>,
  subscriptions: Session['subscriptions'],
): Plan {
  const { templateIds, manage, askAgain } = request
  const templateCodes = templateIds.filter((code) => {
    const subscription = subscriptions[code]
    if (manage) return subscription?.type === 'AGREE'
    // A template the backend did not mention has never been asked for.
    return askAgain === true || !subscription || subscription.needs === 'CONSENT'
  })
  if (templateCodes.length > 0) return { type: 'ASK', templateCodes }
  const isDead = !manage && templateIds.some((code) => subscriptions[code]?.needs === 'AUTHORIZATION')
  return { type: isDead ? 'RENEW' : 'NOTHING' }
}

/** The result: what the backend says stands for each template that was asked about. */
export function toSuccess(
  templateIds: string[],
  subscriptions: Session['subscriptions'],
  fresh: boolean,
): SubscribeSuccess {
  const templates: Record<string, Decision> = {}
  const subscriptionIds: Record<string, string> = {}
  for (const code of templateIds) {
    const subscription = subscriptions[code]
    if (!subscription) continue
    subscriptionIds[code] = subscription.subscriptionId
    if (subscription.type) templates[code] = subscription.type
  }
  const type = templateIds.some((code) => templates[code] === 'AGREE') ? 'AGREE' : 'REJECT'
  return { success: true, type, templates, subscriptionIds, fresh }
}
