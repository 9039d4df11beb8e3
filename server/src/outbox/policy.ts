import { fieldLimit, type Outcome } from '../platform/outcomes.js'
import type { MessageReceipt } from '../platform/endpoints.js'
import type { AttemptOutcome, Claim, MessageOutcome } from '../store/store.js'

/**
 * What the end of an attempt means: retry or finish, which breaker, what becomes of a ONE_TIME credit. This file alone
 * says so, and a test prints it into docs/reliability.md.
 */

const [second, minute, hour] = [1_000, 60_000, 3_600_000]

/**
 * Breakers from the widest to the narrowest: the platform does not answer; its signatures can't be verified, or it
 * refuses ours; one template fails. An end that a narrower one counts as a failure proves the wider ones well.
 */
export const breakerNames = ['APP', 'SIGNATURE', 'TEMPLATE'] as const
/** REFRESH stops an app's token refreshes alone: what can be sent without one goes on. */
export type BreakerName = (typeof breakerNames)[number] | 'REFRESH'

interface Rule {
  /** What the timeline shows. */
  outcome: AttemptOutcome
  /**
   * How the message finishes, or when it is tried again. BY_SCHEDULE: the wait grows each time. SAME_WAIT: it does not,
   * since the message is not to blame.
   */
  next: Finish | 'BY_SCHEDULE' | 'SAME_WAIT' | 'AT_ONCE' | 'IN_A_SECOND' | 'WHEN_AUTHORIZED'
  /** The breaker that counts it as a failure; WELL: none, and all of them close; SILENT: it says nothing about others. */
  breaker: BreakerName | 'WELL' | 'SILENT'
  /** The platform says "too fast": the app's pace goes down. */
  isTooFast?: true
}

type Finish = 'SENT' | 'REJECTED' | 'PURGED' | 'EXPIRED'

const table = {
  SENT: { outcome: 'SENT', next: 'SENT', breaker: 'WELL' },
  REFUSED: { outcome: 'REJECTED', next: 'REJECTED', breaker: 'WELL' },
  TEMPLATE_REFUSED: { outcome: 'REJECTED', next: 'REJECTED', breaker: 'TEMPLATE' },
  MERCHANT_REFUSED: { outcome: 'REJECTED', next: 'SAME_WAIT', breaker: 'SIGNATURE' },
  TOKEN_REFUSED: { outcome: 'REJECTED', next: 'AT_ONCE', breaker: 'WELL' },
  TOO_FAST: { outcome: 'REJECTED', next: 'BY_SCHEDULE', breaker: 'WELL', isTooFast: true },
  TOO_FAST_UNKNOWN: { outcome: 'UNKNOWN', next: 'BY_SCHEDULE', breaker: 'WELL', isTooFast: true },
  PLATFORM_UNSURE: { outcome: 'UNKNOWN', next: 'BY_SCHEDULE', breaker: 'TEMPLATE' },
  UNVERIFIED: { outcome: 'UNKNOWN', next: 'SAME_WAIT', breaker: 'SIGNATURE' },
  NO_ANSWER: { outcome: 'UNKNOWN', next: 'BY_SCHEDULE', breaker: 'APP' },
  BROKEN: { outcome: 'UNKNOWN', next: 'BY_SCHEDULE', breaker: 'SILENT' },
  REFUSED_HERE: { outcome: 'REJECTED', next: 'REJECTED', breaker: 'SILENT' },
  UNREACHABLE: { outcome: 'NOT_SENT', next: 'BY_SCHEDULE', breaker: 'APP' },
  NOT_READABLE: { outcome: 'NOT_SENT', next: 'BY_SCHEDULE', breaker: 'SILENT' },
  REFRESH_FAILED: { outcome: 'NOT_SENT', next: 'BY_SCHEDULE', breaker: 'REFRESH' },
  REFRESH_UNVERIFIED: { outcome: 'NOT_SENT', next: 'SAME_WAIT', breaker: 'SIGNATURE' },
  REFRESH_TOO_FAST: { outcome: 'NOT_SENT', next: 'BY_SCHEDULE', breaker: 'SILENT', isTooFast: true },
  REFRESH_STOPPED: { outcome: 'NOT_SENT', next: 'IN_A_SECOND', breaker: 'SILENT' },
  TOKEN_BUSY: { outcome: 'NOT_SENT', next: 'IN_A_SECOND', breaker: 'SILENT' },
  AUTHORIZATION_NEEDED: { outcome: 'NOT_SENT', next: 'WHEN_AUTHORIZED', breaker: 'SILENT' },
  LEASE_TOO_SHORT: { outcome: 'NOT_SENT', next: 'AT_ONCE', breaker: 'SILENT' },
  WITHDRAWN: { outcome: 'NOT_SENT', next: 'PURGED', breaker: 'SILENT' },
  EXPIRED: { outcome: 'NOT_SENT', next: 'EXPIRED', breaker: 'SILENT' },
} as const satisfies Record<string, Rule>

export type EndKind = keyof typeof table
export const policy: Readonly<Record<EndKind, Rule>> = table

/** When an attempt ends so, for docs/reliability.md. */
export const endsWhen: Readonly<Record<EndKind, string>> = {
  SENT: 'S or A',
  REFUSED: 'F with any other code',
  TEMPLATE_REFUSED: 'F: TEMPLATE_NOT_EXIST, ACCESS_DENIED, INVALID_API',
  MERCHANT_REFUSED: 'F: signature, time, key or client, which the merchant has to mend',
  TOKEN_REFUSED: 'F: INVALID_ACCESS_TOKEN, EXPIRED_ACCESS_TOKEN',
  TOO_FAST: 'F: REQUEST_TRAFFIC_EXCEED_LIMIT',
  TOO_FAST_UNKNOWN: 'U: REQUEST_TRAFFIC_EXCEED_LIMIT',
  PLATFORM_UNSURE: 'U with any other code',
  UNVERIFIED: 'an answer whose signature is missing, wrong or too old',
  NO_ANSWER: 'time-out, broken connection, HTTP status, unreadable answer',
  BROKEN: 'this server failed while it sent',
  REFUSED_HERE: 'a field is longer than the platform takes',
  UNREACHABLE: 'no connection: refused, DNS, TLS, time-out before the first byte',
  NOT_READABLE: "recipient or token can't be read",
  REFRESH_FAILED: 'a token refresh without an answer, with U or any other F',
  REFRESH_UNVERIFIED:
    "a token refresh whose answer can't be verified, or refuses signature, time, key or client",
  REFRESH_TOO_FAST: 'a token refresh with REQUEST_TRAFFIC_EXCEED_LIMIT',
  REFRESH_STOPPED: 'the token needs a refresh while the breaker stops these; again when it probes',
  TOKEN_BUSY: 'another message refreshes the token',
  AUTHORIZATION_NEEDED: 'the token is gone',
  LEASE_TOO_SHORT: 'too little of the lease was left to send in',
  WITHDRAWN: 'the user withdrew before the first byte',
  EXPIRED: 'its time was over before the first byte',
}

/** How an attempt ended, and what was said about it. */
export interface End {
  kind: EndKind
  code: string | null
  detail: string | null
  messageId?: string
  retryAfterMs?: number
  /** The user withdrew in the super app: the platform says so. */
  userWithdrew?: true
}

export type NextStep =
  | { then: 'FINISH'; outcome: MessageOutcome; messageId?: string; credit: 'SPENT' | 'GIVEN_BACK' | 'ENDED' }
  | { then: 'RETRY'; dueAt: number; isCharged: boolean }

/** Of a ONE_TIME consent. PURGED: it ended with the consent that it came from. */
export const creditAfter = {
  SENT: 'SPENT',
  UNKNOWN: 'SPENT',
  REJECTED: 'GIVEN_BACK',
  EXPIRED: 'GIVEN_BACK',
  PURGED: 'ENDED',
} as const

/**
 * Finish or try again. Once an attempt's end was unknown, only SENT is certain: a later no may stand for a
 * message that arrived before.
 */
export function nextStep(
  claim: Pick<Claim, 'retries' | 'expiresAt' | 'wasUnknown'>,
  end: End,
  at: {
    now: number
    /** From 0 to 1: spreads what failed together. */
    random: number
    /** The user still agrees. */
    isWanted: boolean
    /** There is a token now, which may have come while the attempt ran. */
    isAuthorized: boolean
    /** The schedule's waits, milliseconds. @default 2 s, 10 s, 30 s, 2 min … 12 h */
    waitsMs?: readonly number[] | undefined
  },
): NextStep {
  const { outcome, next } = policy[end.kind]
  const mayHaveArrived = claim.wasUnknown || outcome === 'UNKNOWN'
  const finish = (as: MessageOutcome): NextStep => {
    const certain = as !== 'SENT' && mayHaveArrived ? 'UNKNOWN' : as
    const messageId = end.messageId === undefined ? {} : { messageId: end.messageId }
    return { then: 'FINISH', outcome: certain, credit: creditAfter[certain], ...messageId }
  }
  if (next === 'SENT' || next === 'REJECTED' || next === 'PURGED' || next === 'EXPIRED') return finish(next)
  if (!at.isWanted) return finish('PURGED')
  if (at.now >= claim.expiresAt) return finish('EXPIRED')
  const scheduled = retryDelayMs(claim.retries + 1, at.random, at.waitsMs)
  const delays = {
    BY_SCHEDULE: scheduled,
    SAME_WAIT: scheduled,
    AT_ONCE: 0,
    IN_A_SECOND: second,
    WHEN_AUTHORIZED: at.isAuthorized ? 0 : Infinity,
  }
  const delay = Math.max(delays[next], Math.min(end.retryAfterMs ?? 0, longestRetryAfterMs))
  // What is due only after its time is not claimed before it: then it expires.
  const dueAt = Math.min(at.now + delay, claim.expiresAt)
  return { then: 'RETRY', dueAt, isCharged: next === 'BY_SCHEDULE' }
}

/** Waits before the second attempt, the third, and so on; the last one repeats. */
const defaultWaitsMs: readonly number[] = [
  2 * second,
  10 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
]

/** How long a message may take to be sent where neither it nor its template says so. */
export const defaultExpiresAfterMs = 72 * hour

/** The platform may ask for a longer wait than the schedule's, but not for longer than this. */
const longestRetryAfterMs = hour

/** Up to a fifth longer or shorter, so that what failed together does not come back together. */
export function retryDelayMs(retries: number, random: number, waitsMs = defaultWaitsMs): number {
  const wait = waitsMs[Math.min(retries, waitsMs.length) - 1] ?? second
  return Math.round(wait * (0.8 + 0.4 * random))
}

/** The platform refuses everything until the merchant mends something: no message is to blame. */
const merchantCodes = [
  'SIGNATURE_INVALID',
  'INVALID_SIGNATURE',
  'TIMESTAMP_INVALID',
  'KEY_NOT_FOUND',
  'CLIENT_INVALID',
]
const templateCodes = ['TEMPLATE_NOT_EXIST', 'ACCESS_DENIED', 'INVALID_API']

type NotDone = Exclude<Outcome<unknown>, { outcome: 'SENT' }>

/** What came of sending, as the end of an attempt. */
export function endOf(outcome: Outcome<MessageReceipt>): End {
  if (outcome.outcome === 'SENT') {
    const { messageId } = outcome.data
    const code = outcome.accepted ? 'ACCEPT' : 'SUCCESS'
    return { kind: 'SENT', code, detail: null, ...(messageId !== undefined && { messageId }) }
  }
  const { message, remedy, effect, retryAfterMs } = outcome
  return {
    kind: endKindOf(outcome),
    code: outcome.outcome === 'REJECTED' ? outcome.code : (outcome.code ?? outcome.reason),
    detail: `${asSentence(message)}${remedy}`,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(outcome.outcome === 'REJECTED' && effect === 'USER_WITHDREW' && { userWithdrew: true }),
  }
}

/** What came of refreshing the token of a message, which itself has not been sent. */
export function endOfRefresh(outcome: NotDone): End {
  const { kind, ...said } = endOf(outcome)
  const isUnverified = kind === 'UNVERIFIED' || kind === 'MERCHANT_REFUSED'
  if (kind === 'UNREACHABLE') return { kind, ...said }
  if (isUnverified) return { kind: 'REFRESH_UNVERIFIED', ...said }
  return { kind: policy[kind].isTooFast ? 'REFRESH_TOO_FAST' : 'REFRESH_FAILED', ...said }
}

function endKindOf(outcome: NotDone): EndKind {
  if (outcome.outcome === 'NOT_SENT') return 'UNREACHABLE'
  const isTooFast = outcome.effect === 'SLOW_DOWN'
  if (outcome.outcome === 'REJECTED') {
    if (isTooFast) return 'TOO_FAST'
    if (outcome.effect === 'ACCESS_TOKEN_DEAD') return 'TOKEN_REFUSED'
    if (merchantCodes.includes(outcome.code)) return 'MERCHANT_REFUSED'
    if (outcome.code === fieldLimit) return 'REFUSED_HERE'
    return templateCodes.includes(outcome.code) ? 'TEMPLATE_REFUSED' : 'REFUSED'
  }
  if (isTooFast) return 'TOO_FAST_UNKNOWN'
  if (outcome.reason === 'UNVERIFIED') return 'UNVERIFIED'
  return outcome.reason === 'PLATFORM' ? 'PLATFORM_UNSURE' : 'NO_ANSWER'
}

/** What the platform says ends with a full stop, or without. */
const asSentence = (message: string): string =>
  message === '' ? '' : /[.!?。！？]$/.test(message) ? `${message} ` : `${message}. `
