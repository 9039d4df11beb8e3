import { entryFor } from '../by-template.js'
import type { AuthorizationAnswer, Subscription, TemplatesAnswer } from '../contract.js'
import { field, textField } from '../jsapi/call-jsapi.js'

/** Each gives false for what is not the contract's answer: a proxy's page must not pass for one. */

function isList(list: unknown, ...fields: string[]): boolean {
  return Array.isArray(list) && list.every((one) => fields.every((name) => textField(one, name)))
}

/** The answers that were posted must have a decision in force now. */
export function readSubscriptions(
  data: unknown,
  posted: { templateCode: string }[] = [],
): Subscription[] | false {
  const list = field(data, 'subscriptions') as Subscription[]
  return (
    isList(list, 'subscriptionId', 'templateCode', 'needs') &&
    posted.every(({ templateCode }) => entryFor(list, templateCode).type) &&
    list
  )
}

export function readAuthorization(data: unknown): AuthorizationAnswer | false {
  return isList([data], 'sessionToken', 'subject') && readSubscriptions(data) && (data as AuthorizationAnswer)
}

export function readTemplates(data: unknown): TemplatesAnswer | false {
  return isList(field(data, 'templates'), 'templateCode', 'title') && (data as TemplatesAnswer)
}
