import type { Decision } from './contract.js'

export type KnownErrorCode =
  | 'CANCELLED'
  | 'NETWORK'
  | 'SYSTEM'
  | 'INCONSISTENT_TEMPLATE_TYPE'
  | 'INVALID_TEMPLATE_CODE'
  | 'AUTH_DENIED'
  | 'UNAVAILABLE'
  | 'TIMEOUT'
  | 'BUSY'
  | 'BACKEND_REJECTED'
  | 'INVALID_CONFIG'

/** An open union: an unknown code is never success. */
export type ErrorCode = KnownErrorCode | (string & {})

export interface SubscribeSuccess {
  success: true
  /** AGREE if at least one template was agreed to. */
  type: Decision
  /** What counts: the answer for each template. */
  templates: Record<string, Decision>
  subscriptionIds: Record<string, string>
  /** False when nothing was asked: an earlier answer still stands. */
  fresh: boolean
}

export interface SubscribeFailure {
  success: false
  errorCode: ErrorCode
  /** What went wrong, where, and what to do. */
  errorMessage: string
  /** The user's answer is kept and will be posted again. */
  pending?: boolean
}

export type SubscribeResult = SubscribeSuccess | SubscribeFailure
