import { ApiError } from '../api-error.js'
import { kindOf } from '../apps/apps.js'
import type { MessageAccepted, MessageRequest } from '../http/schemas/messages.js'
import { requestHash } from '../request-hash.js'
import type { Services } from '../services.js'
import type { NewMessage, StoredMessage } from '../store/message-store.js'
import type { StoreParts } from '../store/store.js'
import { addresseesOf, type Addressee } from './addressees.js'
import { checkConsent, checkTemplate, wasUsed } from './check-message.js'
import { GroupCommit } from './group-commit.js'

/**
 * Puts a message into the outbox, if the user agrees to it now; it is asked again before it is sent. The same
 * requestId again answers how that message stands.
 * @throws ApiError NOT_SUBSCRIBED, AUTHORIZATION_NEEDED, SUBSCRIPTION_NOT_FOUND, TEMPLATE_NOT_FOUND, …
 */
export async function enqueueMessage(services: Services, request: MessageRequest): Promise<MessageAccepted> {
  const accepted = await groupOf(services).add(request)
  if (accepted instanceof ApiError) throw accepted
  return accepted
}

type Enqueued = MessageAccepted | ApiError

const groups = new WeakMap<Services, GroupCommit<MessageRequest, Enqueued>>()

/** Messages that come together are written to the disk together. */
function groupOf(services: Services): GroupCommit<MessageRequest, Enqueued> {
  const known = groups.get(services)
  if (known) return known
  const made = new GroupCommit<MessageRequest, Enqueued>((group) =>
    services.store.transaction((tx) => enqueueAll(services, tx, group)),
  )
  groups.set(services, made)
  return made
}

type Known = Pick<StoredMessage, 'bodyHash' | 'status'>

/** A refusal is a result, and nothing was written for it: it takes nobody with it. */
async function enqueueAll(
  services: Services,
  tx: StoreParts,
  requests: readonly MessageRequest[],
): Promise<Enqueued[]> {
  const stored = await tx.messages.findAll(requests.map(({ requestId }) => requestId))
  const known = new Map<string, Known>(stored.map((message) => [message.requestId, message]))
  const addresseeOf = await addresseesOf(services, tx, requests)
  const queued: NewMessage[] = []
  const results: Enqueued[] = []
  for (const request of requests) {
    const { requestId } = request
    try {
      const bodyHash = requestHash(request)
      const earlier = known.get(requestId)
      if (earlier) checkRepeated(requestId, bodyHash, earlier)
      else queued.push(await newMessage(services, tx, addresseeOf(request), { ...request, bodyHash }))
      const { status } = earlier ?? { status: 'QUEUED' }
      known.set(requestId, { bodyHash, status })
      results.push({ requestId, status })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      results.push(error)
    }
  }
  const isNew = await tx.messages.insertAll(queued)
  for (const message of queued.filter((_, index) => !isNew[index])) {
    const index = requests.findIndex(({ requestId }) => requestId === message.requestId)
    results[index] = await takenMeanwhile(tx, message)
  }
  return results
}

/** @throws ApiError when the user does not want it, or it does not fit its template; then nothing was written */
async function newMessage(
  { clock, apps }: Services,
  tx: StoreParts,
  addressee: Addressee,
  request: MessageRequest & { bodyHash: string },
): Promise<NewMessage> {
  const { requestId, bodyHash, templateCode, templates } = request
  const { subscriptionId, subject, appId, customerBelongsTo } = addressee.subscription
  const template = apps.requireTemplate(apps.require(addressee.subscription), templateCode)
  checkTemplate(addressee.subscription, template, request)
  checkConsent(addressee, template, clock.now())
  const usesCredit = kindOf(template) === 'ONE_TIME'
  // What was read may be less than an earlier message of this group has left.
  if (usesCredit && !(await tx.subscriptions.takeCredit(subscriptionId))) throw wasUsed()
  return {
    ...{ requestId, bodyHash, subscriptionId, subject, appId, customerBelongsTo, templateCode, usesCredit },
    templates: JSON.stringify(templates),
    createdAt: clock.now(),
  }
}

/** @throws ApiError REQUEST_ID_REUSED */
function checkRepeated(requestId: string, bodyHash: string, earlier: Known): void {
  if (earlier.bodyHash === bodyHash) return
  throw new ApiError(
    'REQUEST_ID_REUSED',
    `requestId ${requestId} belongs to another message: each has its own`,
  )
}

/** By another process since it was looked for: that message counts, and it has a credit of its own. */
async function takenMeanwhile(
  tx: StoreParts,
  { requestId, bodyHash, usesCredit, subscriptionId, createdAt }: NewMessage,
): Promise<Enqueued> {
  if (usesCredit) await tx.subscriptions.returnCredit(subscriptionId, createdAt)
  const other = await tx.messages.find(requestId)
  if (!other) throw new Error('a message that was there is gone')
  try {
    checkRepeated(requestId, bodyHash, other)
    return { requestId, status: other.status }
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}
