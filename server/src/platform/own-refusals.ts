import type { Rejected } from './outcome.js'

/** A field is longer than the platform takes: nothing was sent. */
export const refusedHere = (problem: string): Rejected => ({
  outcome: 'REJECTED',
  code: 'FIELD_LIMIT',
  message: `nothing was sent: ${problem}`,
  retryable: false,
  remedy: "Shorten the field; the limits are the platform's.",
})
