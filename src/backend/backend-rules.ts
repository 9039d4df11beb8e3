import type { BackendErrorCode } from '../contract.js'
import type { KnownErrorCode } from '../result.js'

/** What the flow does, each at most once in an exchange, before it gives up. */
export type Recovery = 'STOP' | 'REAUTHORIZE' | 'NEW_CODE' | 'WAIT' | 'RETRY'

/** What to try, and the result when that did not help. */
export type BackendRule = [recovery: Recovery, result: KnownErrorCode]

const rejected: BackendRule = ['STOP', 'BACKEND_REJECTED']
const spent: BackendRule = ['NEW_CODE', 'BACKEND_REJECTED']
const unanswered: BackendRule = ['RETRY', 'NETWORK']

/** docs/contract.md, "Errors": one row for each. */
export const backendRules: Record<BackendErrorCode | 'NO_ANSWER' | 'UNREADABLE', BackendRule> = {
  INVALID_REQUEST: rejected,
  SESSION_EXPIRED: ['REAUTHORIZE', 'BACKEND_REJECTED'],
  SUBJECT_MISMATCH: rejected,
  APP_NOT_ALLOWED: ['STOP', 'INVALID_CONFIG'],
  TEMPLATE_NOT_FOUND: ['STOP', 'INVALID_TEMPLATE_CODE'],
  REQUEST_ID_REUSED: ['STOP', 'SYSTEM'],
  AUTH_CODE_SPENT: spent,
  AUTH_CODE_EXPIRED: spent,
  AUTH_CODE_INVALID: spent,
  MIXED_TEMPLATE_KINDS: ['STOP', 'INCONSISTENT_TEMPLATE_TYPE'],
  RATE_LIMITED: ['WAIT', 'NETWORK'],
  PLATFORM_UNAVAILABLE: unanswered,
  NO_ANSWER: unanswered,
  UNREADABLE: ['RETRY', 'SYSTEM'],
}

/** Whether an answer is kept when that did not help: what is tried with the same session may help later. */
export const isWorthKeeping = (recovery: Recovery): boolean =>
  recovery !== 'STOP' && recovery !== 'REAUTHORIZE'

/** The row for one answer; status 0: none came. */
export function ruleFor(code: string, status: number, sent?: { authCode?: string }): BackendRule {
  // The code may be burnt, so the same one is not sent again.
  if (code === 'PLATFORM_UNAVAILABLE' && sent && sent.authCode) return ['NEW_CODE', 'NETWORK']
  return (
    (backendRules as Partial<Record<string, BackendRule>>)[code] ||
    backendRules[!status || status >= 500 ? 'NO_ANSWER' : 'UNREADABLE']
  )
}
