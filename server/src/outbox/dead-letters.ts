import { ApiError } from '../api-error.js'
import { kindOf } from '../apps/apps.js'
import type { Services } from '../services.js'
import type { DeadLetterCursor, StoredMessage } from '../store/message-store.js'
import type { StoreParts } from '../store/store.js'

/** Messages given up as REJECTED or UNKNOWN, newest first; `before` is the last one of the page before. */
export const listDeadLetters = (
  { store }: Pick<Services, 'store'>,
  { limit = 100, before }: { limit?: number; before?: DeadLetterCursor } = {},
): Promise<StoredMessage[]> => store.messages.deadLetters({ limit, ...(before && { before }) })

/**
 * Queues a dead letter anew, with the requestId and bytes it had: what arrived before arrives no second time.
 * The user must still agree, and a rejected ONE_TIME message takes a credit again.
 * @throws ApiError MESSAGE_NOT_FOUND, MESSAGE_NOT_DEAD, NOT_SUBSCRIBED
 */
export async function resendDeadLetter(services: Services, requestId: string): Promise<StoredMessage> {
  const { store, clock } = services
  return store.transaction(async (tx) => {
    const message = await tx.messages.find(requestId)
    if (!message) throw new ApiError('MESSAGE_NOT_FOUND', `there is no message with requestId ${requestId}`)
    await requireConsent(services, tx, message)
    if (await tx.messages.requeue(requestId, clock.now()))
      return { ...message, status: 'QUEUED', outcome: null }
    throw new ApiError(
      'MESSAGE_NOT_DEAD',
      `message ${requestId} can't be sent again: it was not given up, or its parameters are deleted`,
    )
  })
}

async function requireConsent({ apps }: Services, tx: StoreParts, message: StoredMessage): Promise<void> {
  const { subscriptionId, templateCode, outcome } = message
  const template = apps.requireTemplate(apps.require(message), templateCode)
  const subscription = await tx.subscriptions.find(subscriptionId)
  if (subscription?.type !== 'AGREE') {
    throw new ApiError('NOT_SUBSCRIBED', 'nothing was sent: the user does not want these messages')
  }
  const needsCredit = kindOf(template) === 'ONE_TIME' && outcome === 'REJECTED'
  if (needsCredit && !(await tx.subscriptions.takeCredit(subscriptionId))) {
    throw new ApiError('NOT_SUBSCRIBED', 'nothing was sent: the one message that the user agreed to was used')
  }
}
