import type { SubscribeRequest } from './options.js'
import { failure, type SubscribeFailure, type SubscribeResult } from './result.js'

/**
 * The rule of `quiet` opens, which no tap asked for: how often the user did not want a template in this session.
 * REJECT counts as two CANCELLED. One record for all components of the page or mini program (`Host.refusals`),
 * since a session is longer than a component.
 */
export type Refusals = Partial<Record<string, number>>

export function rememberResult(
  refusals: Refusals,
  { templateIds }: SubscribeRequest,
  result: SubscribeResult,
): void {
  for (const code of templateIds) {
    if (result.success) refusals[code] = result.templates[code] === 'REJECT' ? 2 : 0
    else if (result.errorCode === 'CANCELLED') refusals[code] = (refusals[code] ?? 0) + 1
  }
}

export const isUnwanted = (refusals: Refusals, templateCode: string): boolean =>
  (refusals[templateCode] ?? 0) >= 2

/** The result of a quiet open that may not ask; undefined where it may. */
export function quietFailure(
  refusals: Refusals,
  { quiet, templateIds }: SubscribeRequest,
): SubscribeFailure | undefined {
  const mayAsk = !quiet || templateIds.some((code) => !isUnwanted(refusals, code))
  return mayAsk ? undefined : failure('CANCELLED', 'The user did not want these templates before (quiet).')
}
