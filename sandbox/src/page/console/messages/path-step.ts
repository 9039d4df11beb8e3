/** Who takes part, in the order of the lanes. */
export const actors = ['user', 'superApp', 'program', 'backend', 'platform'] as const
export type Actor = (typeof actors)[number]

/** One thing that happened on a message's way. */
export interface PathStep {
  /** Milliseconds since 1970. */
  at: number
  from: Actor
  to: Actor
  label: string
  /** False where it was refused or went wrong. */
  isGood: boolean
  /** The gateway call behind it. */
  requestLogId?: string
}
