import type { CodeEffect } from './result-codes.js'

/** The platform did it (S), or took it over to do (A). */
export interface Sent<T> {
  outcome: 'SENT'
  /** True for A: taken over, not yet done. */
  accepted: boolean
  data: T
}

/** The platform said no, in an answer whose signature we checked. */
export interface Rejected {
  outcome: 'REJECTED'
  /** The platform's resultCode. */
  code: string
  message: string
  retryable: boolean
  remedy: string
  effect?: CodeEffect
  retryAfterMs?: number
}

export type UnknownReason = 'NETWORK' | 'TIMEOUT' | 'HTTP_STATUS' | 'UNVERIFIED' | 'UNREADABLE' | 'PLATFORM'

/** Nobody knows whether it was done: never a reason for a new requestId. */
export interface Unknown {
  outcome: 'UNKNOWN'
  reason: UnknownReason
  /** The platform's resultCode, where it gave one that we could verify. */
  code?: string
  message: string
  remedy: string
  /** Set on REQUEST_TRAFFIC_EXCEED_LIMIT with status U. */
  effect?: CodeEffect
  /** How long the answer's Retry-After asks to wait; outside the signature, so it may only lengthen a wait. */
  retryAfterMs?: number
}

export type Outcome<T> = Sent<T> | Rejected | Unknown
