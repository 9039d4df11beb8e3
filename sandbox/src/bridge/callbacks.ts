import type { JsapiAnswer } from './protocol.js'

/** What every asynchronous `my.*` call may bring. */
export interface Callbacks {
  success?: (answer: object) => void
  fail?: (error: object) => void
  complete?: (either: object) => void
}

/** Calls success or fail, then complete, which comes also if the first throws. */
export function settle(callbacks: Callbacks, answer: JsapiAnswer): void {
  const either = 'success' in answer ? answer.success : answer.fail
  try {
    if ('success' in answer) callbacks.success?.(either)
    else callbacks.fail?.(either)
  } finally {
    callbacks.complete?.(either)
  }
}
