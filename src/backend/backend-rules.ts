import type { BackendErrorCode } from '../contract'
import type { KnownErrorCode } from '../result'

/** What the flow does, at most once in a submission, before it gives up. */
export type Recovery = 'REAUTHORIZE' | 'NEW_CODE' | 'WAIT' | 'RETRY'

export interface BackendRule {
  recovery?: Recovery
  /** The result when recovering did not help. */
  result: KnownErrorCode
  /** Which answers are kept to be posted again later. */
  keep?: 'AGREE' | 'EVERY_ANSWER'
}

const spent: BackendRule = { recovery: 'NEW_CODE', result: 'BACKEND_REJECTED', keep: 'AGREE' }
const rejected: BackendRule = { result: 'BACKEND_REJECTED' }

/** docs/contract.md, "Errors": one row for each. */
export const backendRules: Record<BackendErrorCode | 'NO_ANSWER' | 'UNREADABLE', BackendRule> = {
  INVALID_REQUEST: rejected,
  SESSION_EXPIRED: { recovery: 'REAUTHORIZE', result: 'BACKEND_REJECTED' },
  SUBJECT_MISMATCH: rejected,
  APP_NOT_ALLOWED: { result: 'INVALID_CONFIG' },
  TEMPLATE_NOT_FOUND: { result: 'INVALID_TEMPLATE_CODE' },
  REQUEST_ID_REUSED: { result: 'SYSTEM' },
  AUTH_CODE_SPENT: spent,
  AUTH_CODE_EXPIRED: spent,
  AUTH_CODE_INVALID: spent,
  MIXED_TEMPLATE_KINDS: { result: 'INCONSISTENT_TEMPLATE_TYPE' },
  RATE_LIMITED: { recovery: 'WAIT', result: 'NETWORK', keep: 'EVERY_ANSWER' },
  PLATFORM_UNAVAILABLE: { recovery: 'RETRY', result: 'NETWORK', keep: 'EVERY_ANSWER' },
  NO_ANSWER: { recovery: 'RETRY', result: 'NETWORK', keep: 'EVERY_ANSWER' },
  UNREADABLE: { recovery: 'RETRY', result: 'SYSTEM', keep: 'EVERY_ANSWER' },
}

/** The row for one answer; a code that went out with PLATFORM_UNAVAILABLE may be burnt. */
export function ruleFor(code: string, status: number, codeWasSent: boolean): BackendRule {
  const rule = (backendRules as Partial<Record<string, BackendRule>>)[code]
  if (!rule) return backendRules[status === 0 || status >= 500 ? 'NO_ANSWER' : 'UNREADABLE']
  return code === 'PLATFORM_UNAVAILABLE' && codeWasSent ? { ...rule, recovery: 'NEW_CODE' } : rule
}
