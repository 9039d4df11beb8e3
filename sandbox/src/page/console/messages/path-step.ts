import type { PathStep } from '../../../superapp/path-step.js'

export type { PathStep }
export type Actor = PathStep['from']

/** Who takes part, in the order of the lanes. */
export const actors: readonly Actor[] = ['user', 'superApp', 'program', 'backend', 'platform']
