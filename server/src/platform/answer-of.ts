import type { Finding } from '../doctor/finding.js'
import type { HttpAnswer } from './http-exchange.js'
import type { Outcome, Unknown } from './outcome.js'
import type { Got } from './patient-exchange.js'
import { readAnswer, unverifiedCode, type Fields } from './read-answer.js'
import { whyNotBelieved, type Believing } from './unbelieved.js'

export interface Exchanged<T> {
  outcome: Outcome<T>
  /** Why the answer was not believed. */
  finding?: Finding
}

/** What came back, or did not, as an outcome. */
export function answerOf<T>(
  got: Got,
  pick: (fields: Fields) => T | undefined,
  believing: Believing & { timeoutMs: number },
): Exchanged<T> {
  if ('error' in got) return { outcome: noAnswer(got.error, believing.timeoutMs) }
  const { answer } = got
  const finding = whyNotBelieved(answer, believing)
  const outcome = finding ? unbelieved(finding, answer.body) : readAnswer(answer.body, pick)
  return { outcome: withRetryAfter(outcome, answer, believing.nowMs), ...(finding && { finding }) }
}

/** Retry-After is a number of seconds or a date. */
function withRetryAfter<T>(outcome: Outcome<T>, answer: HttpAnswer, now: number): Outcome<T> {
  const given = answer.header('retry-after')
  if (given === undefined || outcome.outcome === 'SENT') return outcome
  const ms = /^\d+$/.test(given) ? Number(given) * 1_000 : Date.parse(given) - now
  return ms > 0 ? { ...outcome, retryAfterMs: ms } : outcome
}

function noAnswer(error: unknown, timeoutMs: number): Unknown {
  // Read by shape: what AbortSignal throws is no Error of this realm under every loader.
  const { name = '', code = name } = error as { name?: string; code?: string }
  if (name === 'TimeoutError') {
    return {
      outcome: 'UNKNOWN',
      reason: 'TIMEOUT',
      message: `no answer within ${timeoutMs} ms`,
      remedy: 'It is sent again with the same requestId; if this lasts, ask the platform.',
    }
  }
  return {
    outcome: 'UNKNOWN',
    reason: 'NETWORK',
    message: `no answer from the platform (${code})`,
    remedy: 'Check PLATFORM_URL and the network; it is sent again with the same requestId.',
  }
}

function unbelieved({ cause, detail, remedy }: Finding, body: string): Unknown {
  const hint = unverifiedCode(body)
  const said = hint === undefined ? '' : `; unverified, it says ${hint}`
  return {
    outcome: 'UNKNOWN',
    reason: cause === 'NOT_THE_PLATFORM' ? 'HTTP_STATUS' : 'UNVERIFIED',
    message: `the platform's answer can't be believed: ${detail}${said}`,
    remedy,
  }
}
