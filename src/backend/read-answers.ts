import { findTemplate } from '../by-template'
import type { AuthorizationAnswer, Subscription, SubscriptionsAnswer, TemplatesAnswer } from '../contract'
import { field, textField } from '../jsapi/call-jsapi'

/** Each gives undefined for what is not the contract's answer: a proxy's page must not pass for one. */

function isList(list: unknown, ...fields: string[]): boolean {
  return Array.isArray(list) && list.every((one) => fields.every((name) => textField(one, name)))
}

/** The answers that were posted must have a decision in force now. */
export function readSubscriptions(
  data: unknown,
  posted: { templateCode: string }[] = [],
): Subscription[] | undefined {
  if (!isList(field(data, 'subscriptions'), 'subscriptionId', 'templateCode', 'needs')) return undefined
  const { subscriptions } = data as SubscriptionsAnswer
  const isDecided = posted.every(({ templateCode }) => {
    const one = findTemplate(subscriptions, templateCode)
    return one && one.type
  })
  return isDecided ? subscriptions : undefined
}

export function readAuthorization(data: unknown): AuthorizationAnswer | undefined {
  const isOne = isList([data], 'sessionToken', 'subject') && readSubscriptions(data)
  return isOne ? (data as AuthorizationAnswer) : undefined
}

export function readTemplates(data: unknown): TemplatesAnswer | undefined {
  return isList(field(data, 'templates'), 'templateCode', 'title') ? (data as TemplatesAnswer) : undefined
}
