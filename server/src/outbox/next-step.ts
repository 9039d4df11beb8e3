import type { MessageReceipt } from '../platform/send-message.js'
import type { Outcome } from '../platform/outcome.js'
import type { AttemptEnd, Claim, MessageOutcome } from '../store/message-store.js'
import { deadlineMs, retryDelayMs } from './retry-schedule.js'

/** How an attempt ended, before it has a time. */
export type Ended = Pick<AttemptEnd, 'outcome' | 'code' | 'detail'> & {
  messageId?: string
  /** Try again: when, by the schedule unless said otherwise. */
  retry?: 'BY_SCHEDULE' | 'AT_ONCE' | 'SOON'
}

export type NextStep =
  { then: 'FINISH'; outcome: MessageOutcome; messageId?: string } | { then: 'RETRY'; dueAt: number }

/** What the platform's answer means for the attempt. */
export function endOf(outcome: Outcome<MessageReceipt>): Ended {
  switch (outcome.outcome) {
    case 'SENT':
      return { outcome: 'SENT', code: outcome.accepted ? 'ACCEPT' : 'SUCCESS', detail: null, ...outcome.data }
    case 'REJECTED': {
      const { code, message, remedy, effect } = outcome
      const retry =
        effect === 'SLOW_DOWN' ? 'BY_SCHEDULE' : effect === 'ACCESS_TOKEN_DEAD' ? 'AT_ONCE' : undefined
      return { outcome: 'REJECTED', code, detail: `${message}. ${remedy}`, ...(retry && { retry }) }
    }
    case 'UNKNOWN': {
      const { code, reason, message, remedy } = outcome
      return {
        outcome: 'UNKNOWN',
        code: code ?? reason,
        detail: `${message}. ${remedy}`,
        retry: 'BY_SCHEDULE',
      }
    }
  }
}

/**
 * Finish or try again. Once an attempt's end was unknown, only SENT is certain: a later no may stand for a
 * message that arrived before. `isWanted`: the user still agrees.
 */
export function nextStep(
  claim: Pick<Claim, 'attempts' | 'createdAt' | 'wasUnknown'>,
  ended: Ended,
  { now, random, isWanted }: { now: number; random: number; isWanted: boolean },
): NextStep {
  if (ended.outcome === 'SENT') {
    const { messageId } = ended
    return { then: 'FINISH', outcome: 'SENT', ...(messageId !== undefined && { messageId }) }
  }
  const mayHaveArrived = claim.wasUnknown || ended.outcome === 'UNKNOWN'
  const wasWithdrawn = ended.outcome === 'NOT_SENT' && !ended.retry
  if (wasWithdrawn || (ended.retry && !isWanted)) {
    return { then: 'FINISH', outcome: mayHaveArrived ? 'UNKNOWN' : 'PURGED' }
  }
  if (ended.retry && now - claim.createdAt < deadlineMs) {
    const delay = { AT_ONCE: 0, SOON: 1_000, BY_SCHEDULE: retryDelayMs(claim.attempts, random) }[ended.retry]
    return { then: 'RETRY', dueAt: now + delay }
  }
  return { then: 'FINISH', outcome: mayHaveArrived ? 'UNKNOWN' : 'REJECTED' }
}
