import { ApiError } from '../api-error.js'
import { subjectOf } from '../consent/subject.js'
import type { MessageRequest } from '../http/schemas/messages.js'
import type { Services } from '../services.js'
import type { StoredSubscription, StoreParts, SubjectApp, TokenRow } from '../store/store.js'
import { notSubscribed } from './check-message.js'

/** Whom a message is for. */
export interface Addressee {
  subscription: StoredSubscription
  token: TokenRow | undefined
}

type Known = Pick<Services, 'apps' | 'subjectKey'>

/**
 * Reads whom messages are for, all of them together: three statements, however many there are. The function it
 * gives names the one of a request. @throws ApiError SUBSCRIPTION_NOT_FOUND, NOT_SUBSCRIBED, APP_NOT_ALLOWED, …
 */
export async function addresseesOf(
  known: Known,
  tx: StoreParts,
  requests: readonly MessageRequest[],
): Promise<(request: MessageRequest) => Addressee> {
  const subscriptionIds = requests.flatMap(({ to }) => ('subscriptionId' in to ? [to.subscriptionId] : []))
  const owners = requests.flatMap(({ to }) => ('userId' in to ? [ownerOf(known, to)] : []))
  const subscriptions = [
    ...(subscriptionIds.length > 0 ? await tx.subscriptions.findAll(subscriptionIds) : []),
    ...(owners.length > 0 ? await tx.subscriptions.ofOwners(owners) : []),
  ]
  const tokens = await tx.tokens.findAll(subscriptions)
  const byId = new Map<string, Addressee>()
  const byOwner = new Map<string, Addressee>()
  for (const [index, subscription] of subscriptions.entries()) {
    const addressee = { subscription, token: tokens[index] }
    byId.set(subscription.subscriptionId, addressee)
    byOwner.set(keyOf(subscription, subscription.templateCode), addressee)
  }
  return ({ to, templateCode }) => {
    if ('subscriptionId' in to) return byId.get(to.subscriptionId) ?? notFound()
    known.apps.requireTemplate(known.apps.require(to), templateCode)
    const found = byOwner.get(keyOf(ownerOf(known, to), templateCode))
    if (found) return found
    throw notSubscribed('this user was never asked')
  }
}

type ByUser = Extract<MessageRequest['to'], { userId: string }>

const ownerOf = ({ subjectKey }: Known, { userId, appId, customerBelongsTo }: ByUser): SubjectApp => ({
  ...{ subject: subjectOf(subjectKey, customerBelongsTo, userId), appId, customerBelongsTo },
})

const keyOf = ({ subject, appId, customerBelongsTo }: SubjectApp, templateCode: string) =>
  JSON.stringify([subject, appId, customerBelongsTo, templateCode])

function notFound(): never {
  throw new ApiError('SUBSCRIPTION_NOT_FOUND', 'there is no such subscriptionId: send the one the shop got')
}
