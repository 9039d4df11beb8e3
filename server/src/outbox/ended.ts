import type { MessageReceipt } from '../platform/send-message.js'
import type { Outcome, Unknown } from '../platform/outcome.js'
import type { AttemptEnd } from '../store/message-store.js'

/**
 * What a failure says about others than this message. `APP`: the platform does not answer. `UNVERIFIED`: its
 * answers can't be believed. `MERCHANT`: it refuses whatever we sign. `TEMPLATE`: it fails with this template.
 */
export type WiderFailure = 'APP' | 'UNVERIFIED' | 'MERCHANT' | 'TEMPLATE'

/** How an attempt ended, before it has a time. */
export type Ended = Pick<AttemptEnd, 'outcome' | 'code' | 'detail'> & {
  messageId?: string
  /** Try again: when, by the schedule unless said otherwise. UNCHARGED: the schedule does not count it. */
  retry?: 'BY_SCHEDULE' | 'UNCHARGED' | 'AT_ONCE' | 'SOON'
  failure?: WiderFailure
  isTooFast?: true
  retryAfterMs?: number
}

/** The platform refuses everything until the merchant mends something: no message is to blame. */
const merchantCodes = [
  ...['SIGNATURE_INVALID', 'INVALID_SIGNATURE', 'TIMESTAMP_INVALID'],
  ...['KEY_NOT_FOUND', 'CLIENT_INVALID'],
]
const templateCodes = ['TEMPLATE_NOT_EXIST', 'ACCESS_DENIED', 'INVALID_API']

/** What the platform's answer means for the attempt. */
export function endOf(outcome: Outcome<MessageReceipt>): Ended {
  switch (outcome.outcome) {
    case 'SENT':
      return { outcome: 'SENT', code: outcome.accepted ? 'ACCEPT' : 'SUCCESS', detail: null, ...outcome.data }
    case 'REJECTED': {
      const { code, message, remedy, effect, retryAfterMs } = outcome
      return {
        outcome: 'REJECTED',
        code,
        detail: `${message}. ${remedy}`,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
        ...afterNo(code, effect),
      }
    }
    case 'UNKNOWN': {
      const { code, reason, message, remedy, effect, retryAfterMs } = outcome
      return {
        outcome: 'UNKNOWN',
        code: code ?? reason,
        detail: `${message}. ${remedy}`,
        retry: reason === 'UNVERIFIED' ? 'UNCHARGED' : 'BY_SCHEDULE',
        ...(retryAfterMs !== undefined && { retryAfterMs }),
        ...(effect === 'SLOW_DOWN' ? { isTooFast: true } : { failure: failureOf(reason) }),
      }
    }
  }
}

function afterNo(code: string, effect?: string): Partial<Ended> {
  if (effect === 'SLOW_DOWN') return { retry: 'BY_SCHEDULE', isTooFast: true }
  if (effect === 'ACCESS_TOKEN_DEAD') return { retry: 'AT_ONCE' }
  if (merchantCodes.includes(code)) return { retry: 'UNCHARGED', failure: 'MERCHANT' }
  return templateCodes.includes(code) ? { failure: 'TEMPLATE' } : {}
}

function failureOf(reason: Unknown['reason']): WiderFailure {
  if (reason === 'UNVERIFIED') return 'UNVERIFIED'
  return reason === 'PLATFORM' ? 'TEMPLATE' : 'APP'
}
