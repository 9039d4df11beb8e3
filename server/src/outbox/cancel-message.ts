import { ApiError } from '../api-error.js'
import type { Services } from '../services.js'
import type { StoredMessage } from '../store/message-store.js'

/**
 * Takes a message back while it is queued; a ONE_TIME credit is given back with it, unless an earlier attempt
 * may have arrived. Cancelling again changes nothing.
 * @throws ApiError MESSAGE_NOT_FOUND; MESSAGE_NOT_QUEUED when it is being sent or finished
 */
export function cancelMessage(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  requestId: string,
): Promise<StoredMessage> {
  return store.transaction(async (tx) => {
    const message = await tx.messages.find(requestId)
    if (!message) throw new ApiError('MESSAGE_NOT_FOUND', `there is no message with requestId ${requestId}`)
    if (message.code === 'CANCELLED') return message
    if (!(await tx.messages.cancel(requestId, clock.now()))) throw notQueued(message)
    if (message.usesCredit && !message.wasUnknown) {
      await tx.subscriptions.returnCredit(message.subscriptionId, message.queuedAt)
    }
    return (await tx.messages.find(requestId)) ?? message
  })
}

const notQueued = ({ requestId, status, outcome }: StoredMessage) =>
  new ApiError(
    'MESSAGE_NOT_QUEUED',
    status === 'FINISHED'
      ? `message ${requestId} is finished (${outcome ?? ''}): only a queued one can be cancelled`
      : `message ${requestId} is being sent at this moment: look at it again in a few seconds`,
  )
