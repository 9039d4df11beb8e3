import { failure } from '../errors.js'
import type { SubscribeFailure, SubscribeResult } from '../result.js'
import type { FlowRequest } from './context.js'

/**
 * How often the user did not want a template, for opens that no tap asked for: REJECT, or two CANCELLED.
 * One for all components of the page or mini program: a session is longer than a component.
 */
const unwanted: Partial<Record<string, number>> = {}

export function remember({ templateIds }: FlowRequest, result: SubscribeResult): void {
  templateIds.forEach((code) => {
    if (result.success) unwanted[code] = result.templates[code] === 'REJECT' ? 2 : 0
    else if (result.errorCode === 'CANCELLED') unwanted[code] = (unwanted[code] || 0) + 1
  })
}

export const isUnwanted = (templateCode: string): boolean => (unwanted[templateCode] || 0) > 1

/** The result of a quiet open that may not ask. */
export function recall({ quiet, templateIds }: FlowRequest): SubscribeFailure | false | undefined {
  return quiet && templateIds.every(isUnwanted) && failure('CANCELLED', __DEV__ && 'Unwanted before (quiet).')
}
