import type { PathStep } from '../../../superapp/path-step.js'

export type { PathStep }
export type Actor = PathStep['from']

/** Who takes part, in the order of the lanes. */
export const actors: readonly Actor[] = ['user', 'superApp', 'program', 'backend', 'platform']

/** What was special about a step: the words that have a translation in it, scopes and codes as they are. */
export const detailText = (detail: string, words: Readonly<Record<string, string>>): string =>
  detail
    .split(' ')
    .map((word) => words[word] ?? word)
    .join(', ')
