import type { AnswerKind } from '../contract/console.js'
import type { Attempt, StoredAudit, StoredMessage } from '../store/store.js'

/** Why a user got a message, or did not get it: which sentence it is, and what stands in it. */
export interface Answer {
  kind: AnswerKind
  /** When what the sentence is about happened. */
  at?: number
  /** When it is sent, tried again, or over. */
  until?: number
  code?: string
  attempts?: number
  /** Who did it in the console. */
  by?: string
}

/** A REJECT that took effect. */
export interface Withdrawal {
  at: number
  isInSuperApp: boolean
}

export interface MessageFacts {
  message: StoredMessage
  attempts: readonly Attempt[]
  /** Of this user and template, the newest first. */
  withdrawals: readonly Withdrawal[]
  audit: readonly StoredAudit[]
  /** A breaker stops its app or template. */
  isStopped: boolean
  /** Of a database that was restored: nothing is sent since then. */
  pausedSince?: number | undefined
  /** Its app and template are in the configuration. */
  isConfigured: boolean
  now: number
}

/** Pure: what is known of a message, as the one sentence that is asked for. */
export function answerOf(facts: MessageFacts): Answer {
  return facts.message.status === 'FINISHED' ? finishedAnswer(facts) : openAnswer(facts)
}

function finishedAnswer({ message, attempts, withdrawals, audit }: MessageFacts): Answer {
  const { outcome, code, finishedAt, sendAt, unknownCode } = message
  const at = finishedAt ?? 0
  const last = attempts.at(-1)
  const tried = { attempts: message.attempts }
  switch (outcome) {
    case 'SENT':
      return { kind: 'SENT', at, ...tried }
    case 'REJECTED':
      if (code === 'USER_NOT_SUBSCRIBED') return { kind: 'WITHDREW_IN_SUPER_APP', at }
      return { kind: 'REFUSED', at, ...coded(code), ...tried }
    case 'UNKNOWN':
      return { kind: 'MAY_HAVE_ARRIVED', at, ...coded(unknownCode ?? code), ...tried }
    case 'EXPIRED':
      if (last === undefined) return { kind: 'EXPIRED_UNTRIED', at }
      if (last.code === 'AUTHORIZATION_NEEDED') return { kind: 'EXPIRED_UNAUTHORIZED', at }
      return { kind: 'EXPIRED', at, ...coded(last.code), ...tried }
    default: {
      if (code === 'CANCELLED') {
        const by = audit.findLast(({ action }) => action === 'CANCEL')?.keyName
        return by === undefined ? { kind: 'CANCELLED', at } : { kind: 'CANCELLED_BY', at, by }
      }
      if (code === 'USER_NOT_SUBSCRIBED') return { kind: 'WITHDREW_IN_SUPER_APP', at }
      if (code === 'ERASED') return { kind: 'ERASED', at }
      // It was finished with the withdrawal or, where a sender held it, soon after.
      const withdrawal = withdrawals.find((one) => one.at <= at)
      const withdrewAt = withdrawal?.at ?? at
      if (withdrawal?.isInSuperApp) return { kind: 'WITHDREW_IN_SUPER_APP', at: withdrewAt }
      const wasDue = sendAt === null || sendAt <= withdrewAt
      return { kind: wasDue ? 'WITHDREW_BEFORE_SENT' : 'WITHDREW_BEFORE_DUE', at: withdrewAt }
    }
  }
}

function openAnswer({ message, attempts, isStopped, pausedSince, isConfigured, now }: MessageFacts): Answer {
  const { status, code, dueAt, expiresAt, queuedAt, sendAt, startedAt } = message
  const tried = { attempts: message.attempts }
  const lastCode = attempts.at(-1)?.code ?? code
  if (status === 'SENDING') return { kind: 'BEING_SENT', at: startedAt ?? queuedAt, ...tried }
  if (pausedSince !== undefined) return { kind: 'PAUSED', at: pausedSince }
  if (code === 'AUTHORIZATION_NEEDED') return { kind: 'WAITS_FOR_AUTHORIZATION', until: expiresAt }
  if (message.attempts === 0 && sendAt !== null && sendAt > now) return { kind: 'SCHEDULED', until: sendAt }
  if (!isConfigured) return { kind: 'NOT_CONFIGURED', until: expiresAt }
  if (isStopped) return { kind: 'STOPPED', ...coded(lastCode), until: expiresAt }
  if (message.attempts === 0 || dueAt <= now) return { kind: 'IN_QUEUE', at: queuedAt }
  return { kind: 'TRIED_AGAIN', ...coded(lastCode), until: dueAt, ...tried }
}

const coded = (code: string | null) => (code === null ? {} : { code })

/** What a user decided about a template, and what its messages still need. */
export interface ConsentFacts {
  type: 'AGREE' | 'REJECT' | null
  decidedAt: number | null
  needs: 'NOTHING' | 'CONSENT' | 'AUTHORIZATION'
  /** They had agreed before. */
  hadAgreed: boolean
}

/** The same for a user who has no message of a template. */
export function answerWithoutMessage({ type, decidedAt, needs, hadAgreed }: ConsentFacts): Answer {
  const at = decidedAt === null ? {} : { at: decidedAt }
  if (type === null) return { kind: 'NOT_ANSWERED' }
  if (type === 'REJECT') return { kind: hadAgreed ? 'WITHDREW' : 'SAID_NO', ...at }
  if (needs === 'CONSENT') return { kind: 'CONSENT_USED', ...at }
  if (needs === 'AUTHORIZATION') return { kind: 'AUTHORIZATION_GONE', ...at }
  return { kind: 'NOTHING_SUBMITTED', ...at }
}
