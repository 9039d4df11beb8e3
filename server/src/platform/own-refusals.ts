import type { Rejected } from './outcome.js'

/** A field is longer than the platform takes: nothing was sent. */
export const refusedHere = (problem: string): Rejected => ({
  outcome: 'REJECTED',
  code: 'FIELD_LIMIT',
  message: `nothing was sent: ${problem}`,
  retryable: false,
  remedy: 'Shorten the field; the limits are the platform’s.',
})

/** The app's calls are stopped: nothing was sent. */
export const heldBack = (waitMs: number): Rejected => ({
  outcome: 'REJECTED',
  code: 'PLATFORM_NOT_BELIEVED',
  message: "nothing was sent: the platform's last answers could not be believed",
  retryable: true,
  remedy: `Run "mini-message-server doctor"; the next try is in ${Math.ceil(waitMs / 1000)} s.`,
  effect: 'HELD_BACK',
})
