import type { AuthorizationAnswer, Subscription, SubscriptionsAnswer, TemplatesAnswer } from '../contract'
import { field, textField } from '../jsapi/call-jsapi'

/** Each gives undefined for what is not the contract's answer: a proxy's page must not pass for one. */

function hasSubscriptions(data: unknown): boolean {
  const list = field(data, 'subscriptions')
  return (
    Array.isArray(list) &&
    list.every(
      (one) => textField(one, 'subscriptionId') && textField(one, 'templateCode') && textField(one, 'needs'),
    )
  )
}

export function readAuthorization(data: unknown): AuthorizationAnswer | undefined {
  const isOne = textField(data, 'sessionToken') && textField(data, 'subject') && hasSubscriptions(data)
  return isOne ? (data as AuthorizationAnswer) : undefined
}

/** The answers that were posted must have a decision in force now. */
export function readSubscriptions(data: unknown, posted: string[]): Subscription[] | undefined {
  if (!hasSubscriptions(data)) return undefined
  const { subscriptions } = data as SubscriptionsAnswer
  const isDecided = (code: string): boolean =>
    subscriptions.some((one) => one.templateCode === code && (one.type === 'AGREE' || one.type === 'REJECT'))
  return posted.every(isDecided) ? subscriptions : undefined
}

export function readTemplates(data: unknown): TemplatesAnswer | undefined {
  const list = field(data, 'templates')
  const isList =
    Array.isArray(list) && list.every((one) => textField(one, 'templateCode') && textField(one, 'title'))
  return isList ? (data as TemplatesAnswer) : undefined
}
