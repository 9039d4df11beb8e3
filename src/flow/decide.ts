import { entryFor } from '../by-template.js'
import type { Decision, Subscription } from '../contract.js'
import type { SubscribeSuccess } from '../result.js'
import type { AuthorizedContext, FlowRequest } from './context.js'
import { isUnwanted } from './quiet.js'

/** What an open has to get: from the person, for these templates, or only a new code. */
export interface Plan {
  ask: string[]
  /** A once good token died: a new code is enough, nobody is asked. */
  renew: boolean
}

export function decide(request: FlowRequest, subscriptions: Subscription[]): Plan {
  const { templateIds, manage, askAgain, quiet } = request
  // A template that the backend did not mention has never been asked for.
  const needs = (code: string): string => entryFor(subscriptions, code).needs || 'CONSENT'
  const ask = templateIds.filter(
    (code) =>
      (manage ? entryFor(subscriptions, code).type === 'AGREE' : askAgain || needs(code) === 'CONSENT') &&
      // Of several templates, those that the user did not want are not asked for again.
      !(quiet && isUnwanted(code)),
  )
  return { ask, renew: !manage && !ask.length && templateIds.some((code) => needs(code) === 'AUTHORIZATION') }
}

/** The result: what the backend says stands for each template that was asked about. */
export function toSuccess(
  { request, session }: Pick<AuthorizedContext, 'request' | 'session'>,
  fresh: boolean,
): SubscribeSuccess {
  const templates: Record<string, Decision> = {}
  const subscriptionIds: Record<string, string> = {}
  let overall: Decision = 'REJECT'
  request.templateIds.forEach((code) => {
    const { type, subscriptionId } = entryFor(session.subscriptions, code)
    if (subscriptionId) subscriptionIds[code] = subscriptionId
    if (type) templates[code] = type
    if (type === 'AGREE') overall = type
  })
  return { success: true, type: overall, templates, subscriptionIds, fresh }
}
