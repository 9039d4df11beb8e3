import { ApiError } from '../api-error.js'
import { isoTime } from '../clock.js'
import type { MessageAnswer } from '../http/schemas/messages.js'
import type { Services } from '../services.js'
import type { Attempt, StoredMessage } from '../store/message-store.js'

/** How a message stands, with every attempt. @throws ApiError MESSAGE_NOT_FOUND */
export async function viewMessage(
  { store }: Pick<Services, 'store'>,
  requestId: string,
): Promise<MessageAnswer> {
  const message = await store.messages.find(requestId)
  if (!message) throw new ApiError('MESSAGE_NOT_FOUND', `there is no message with requestId ${requestId}`)
  const attempts = await store.messages.attemptsOf(requestId)
  return { ...viewStored(message), attempts: attempts.map(viewAttempt) }
}

export function viewStored(message: StoredMessage): Omit<MessageAnswer, 'attempts'> {
  const { requestId, status, outcome, messageId, code, unknownCode, detail, createdAt, finishedAt, dueAt } =
    message
  return {
    requestId,
    status,
    ...(outcome && { outcome }),
    ...(messageId !== null && { messageId }),
    ...(code !== null && { code }),
    ...(unknownCode !== null && outcome !== 'SENT' && { unknownCode }),
    ...(detail !== null && { detail }),
    createdAt: isoTime(createdAt),
    ...(finishedAt !== null && { finishedAt: isoTime(finishedAt) }),
    ...(status === 'QUEUED' && { nextAttemptAt: isoTime(dueAt) }),
  }
}

const viewAttempt = ({ number, startedAt, finishedAt, outcome, code, detail }: Attempt) => ({
  number,
  startedAt: isoTime(startedAt),
  ...(finishedAt !== null && { latencyMs: finishedAt - startedAt }),
  ...(outcome && { outcome }),
  ...(code !== null && { code }),
  ...(detail !== null && { detail }),
})
