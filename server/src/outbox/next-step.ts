import type { Claim, MessageOutcome } from '../store/message-store.js'
import type { Ended } from './ended.js'
import { deadlineMs, longestRetryAfterMs, retryDelayMs } from './retry-schedule.js'

export type NextStep =
  | { then: 'FINISH'; outcome: MessageOutcome; messageId?: string }
  | { then: 'RETRY'; dueAt: number; isCharged: boolean }

export interface StepAt {
  now: number
  /** From 0 to 1: spreads what failed together. */
  random: number
  /** The user still agrees. */
  isWanted: boolean
  /** The schedule's waits, milliseconds. @default 2 s, 10 s, 30 s, 2 min … 12 h */
  waitsMs?: readonly number[] | undefined
}

/**
 * Finish or try again. Once an attempt's end was unknown, only SENT is certain: a later no may stand for a
 * message that arrived before.
 */
export function nextStep(
  claim: Pick<Claim, 'retries' | 'queuedAt' | 'wasUnknown'>,
  ended: Ended,
  { now, random, isWanted, waitsMs }: StepAt,
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
  if (ended.retry && now - claim.queuedAt < deadlineMs) {
    const scheduled = retryDelayMs(claim.retries + 1, random, waitsMs)
    const delay = { AT_ONCE: 0, SOON: 1_000, BY_SCHEDULE: scheduled, UNCHARGED: scheduled }[ended.retry]
    const asked = Math.min(ended.retryAfterMs ?? 0, longestRetryAfterMs)
    return {
      then: 'RETRY',
      dueAt: now + Math.max(delay, asked),
      isCharged: ended.retry === 'BY_SCHEDULE' && ended.outcome !== 'NOT_SENT',
    }
  }
  return { then: 'FINISH', outcome: mayHaveArrived ? 'UNKNOWN' : 'REJECTED' }
}
