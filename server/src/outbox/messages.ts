import { kindOf } from '../apps.js'
import { isoTime } from '../runtime.js'
import { ApiError } from '../contract/errors.js'
import type { MessageAnswer } from '../contract/messages.js'
import type { Services } from '../services.js'
import {
  attemptsOf,
  type Attempt,
  type DeadLetterCursor,
  type FoundMessage,
  type MessageKey,
  type StoredMessage,
  type StoreParts,
} from '../store/store.js'
import { consentUsed, notSubscribed } from './accept.js'

/** The apps of the caller, or else those of APPS_FILE. */
export const appIdsOf = (apps: Services['apps']): readonly string[] =>
  apps.allowedIds ?? [...new Set(apps.sites().map(({ appId }) => appId))]

/** A requestId, and its app: without it those of the caller, or else of APPS_FILE, are looked through. */
export interface AskedMessage {
  requestId: string
  appId?: string
}

/** @throws ApiError MESSAGE_NOT_FOUND; INVALID_REQUEST when several apps have one */
async function keyOf(
  { apps }: Pick<Services, 'apps'>,
  { messages }: Pick<StoreParts, 'messages'>,
  { requestId, appId }: AskedMessage,
): Promise<MessageKey> {
  if (appId !== undefined && !apps.allows(appId)) throw notFound(requestId)
  if (appId !== undefined) return { appId, requestId }
  const [found, other] = await messages.appsWith(requestId, appIdsOf(apps))
  if (found === undefined) throw notFound(requestId)
  if (other === undefined) return { appId: found, requestId }
  throw new ApiError(
    'INVALID_REQUEST',
    `several apps have a message with requestId ${requestId}: name the one you mean, ?appId=${found}`,
  )
}

const notFound = (requestId: string) =>
  new ApiError(
    'MESSAGE_NOT_FOUND',
    `there is no message with requestId ${requestId}, or it finished longer than RETENTION_DAYS ago`,
  )

/** @throws ApiError MESSAGE_NOT_FOUND; INVALID_REQUEST when several apps have one */
export async function requireMessage(
  services: Pick<Services, 'apps'>,
  store: Pick<StoreParts, 'messages'>,
  asked: AskedMessage,
): Promise<StoredMessage> {
  const message = await store.messages.find(await keyOf(services, store, asked))
  if (!message) throw notFound(asked.requestId)
  return message
}

/** How a message stands, with every attempt. @throws ApiError MESSAGE_NOT_FOUND */
export async function viewMessage(
  services: Pick<Services, 'store' | 'apps'>,
  asked: AskedMessage,
): Promise<MessageAnswer> {
  const message = await requireMessage(services, services.store, asked)
  return { ...viewStored(message), attempts: attemptsOf(message).map(viewAttempt) }
}

export function viewStored(message: FoundMessage): Omit<MessageAnswer, 'attempts'> {
  const { requestId, reference, status, outcome, messageId, code, unknownCode, detail } = message
  const { createdAt, sendAt, finishedAt, dueAt, expiresAt, traceId } = message
  return {
    requestId,
    ...(reference !== null && { reference }),
    status,
    ...(outcome && { outcome }),
    ...(messageId !== null && { messageId }),
    ...(code !== null && { code }),
    ...(unknownCode !== null && outcome !== 'SENT' && { unknownCode }),
    ...(detail !== null && { detail }),
    createdAt: isoTime(createdAt),
    ...(sendAt !== null && { sendAt: isoTime(sendAt) }),
    expiresAt: isoTime(expiresAt),
    ...(finishedAt !== null && { finishedAt: isoTime(finishedAt) }),
    ...(traceId !== null && { traceId }),
    ...(status === 'QUEUED' && dueAt < expiresAt && { nextAttemptAt: isoTime(dueAt) }),
  }
}

export const viewAttempt = ({ number, startedAt, finishedAt, outcome, code, detail }: Attempt) => ({
  number,
  startedAt: isoTime(startedAt),
  ...(finishedAt !== null && { latencyMs: finishedAt - startedAt }),
  ...(outcome && { outcome }),
  ...(code !== null && { code }),
  ...(detail !== null && { detail }),
})

/** What is written in the transaction that does it, e.g. who did it. */
type Alongside = (tx: StoreParts, message: StoredMessage, now: number) => Promise<void>

/**
 * Takes a message back while it is queued; a ONE_TIME credit is given back with it, unless an earlier attempt
 * may have arrived. Cancelling again changes nothing.
 * @throws ApiError MESSAGE_NOT_FOUND; MESSAGE_NOT_QUEUED when it is being sent or finished
 */
export function cancelMessage(
  services: Pick<Services, 'store' | 'clock' | 'apps'>,
  asked: AskedMessage,
  alongside?: Alongside,
): Promise<StoredMessage> {
  const { store, clock } = services
  return store.transaction(async (tx) => {
    const message = await requireMessage(services, tx, asked)
    if (message.code === 'CANCELLED') return message
    const now = await tx.now(clock)
    if (!(await tx.messages.cancel(message, now))) throw notQueued(message)
    await alongside?.(tx, message, now)
    if (message.usesCredit && !message.wasUnknown) {
      await tx.subscriptions.returnCredit(message.subscriptionId, message.queuedAt)
    }
    return (await tx.messages.find(message)) ?? message
  })
}

const notQueued = ({ requestId, status, outcome }: StoredMessage) =>
  new ApiError(
    'MESSAGE_NOT_QUEUED',
    status === 'FINISHED'
      ? `message ${requestId} is finished (${outcome ?? ''}): only a queued one can be cancelled`
      : `message ${requestId} is being sent at this moment: look at it again in a few seconds`,
  )

/** Messages given up as REJECTED or UNKNOWN, newest first; `before` is the last one of the page before. */
export const listDeadLetters = (
  { store, apps }: Pick<Services, 'store' | 'apps'>,
  { limit = 100, before }: { limit?: number; before?: DeadLetterCursor } = {},
): Promise<StoredMessage[]> => {
  const { allowedIds: appIds } = apps
  return store.messages.deadLetters({ limit, ...(before && { before }), ...(appIds && { appIds }) })
}

/**
 * Queues a dead letter anew, with the requestId and bytes it had: what arrived before arrives no second time.
 * The user must still agree, and a rejected ONE_TIME message takes a credit again.
 * @throws ApiError MESSAGE_NOT_FOUND, MESSAGE_NOT_DEAD, NOT_SUBSCRIBED
 */
export async function resendDeadLetter(
  services: Services,
  asked: AskedMessage,
  alongside?: Alongside,
): Promise<StoredMessage> {
  const { store, clock } = services
  return store.transaction(async (tx) => {
    const message = await requireMessage(services, tx, asked)
    const now = await tx.now(clock)
    await requeueIfAgreed(services, tx, message, now)
    await alongside?.(tx, message, now)
    return { ...message, status: 'QUEUED', outcome: null }
  })
}

/** What it is queued anew by. */
type DeadLetter = MessageKey &
  Pick<StoredMessage, 'customerBelongsTo' | 'subscriptionId' | 'templateCode' | 'outcome'>

/** Nothing was changed where it throws. @throws ApiError MESSAGE_NOT_DEAD, NOT_SUBSCRIBED, APP_NOT_ALLOWED, … */
export async function requeueIfAgreed(
  { apps }: Pick<Services, 'apps'>,
  tx: StoreParts,
  message: DeadLetter,
  now: number,
): Promise<void> {
  const { subscriptionId, templateCode, outcome } = message
  const template = apps.requireTemplate(apps.require(message), templateCode)
  const subscription = await tx.subscriptions.findForUpdate(subscriptionId)
  if (subscription?.type !== 'AGREE') {
    throw notSubscribed('the user does not want these messages')
  }
  const needsCredit = kindOf(template) === 'ONE_TIME' && outcome === 'REJECTED'
  if (needsCredit && !(await tx.subscriptions.takeCredit(subscriptionId))) {
    throw consentUsed()
  }
  if (await tx.messages.requeue(message, now)) return
  if (needsCredit) await tx.subscriptions.returnCredit(subscriptionId, now)
  throw new ApiError(
    'MESSAGE_NOT_DEAD',
    `message ${message.requestId} can't be sent again: it was not given up, its time is over, or its parameters are deleted`,
  )
}
