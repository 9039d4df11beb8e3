import { failure } from '../errors'
import type { SubscribeFailure, SubscribeResult } from '../result'
import type { FlowMemory } from './context'

/** Counts how often the user did not want it, for later opens that no tap asked for: REJECT, or two CANCELLED. */
export function remember({ unwanted }: FlowMemory, key: string, result: SubscribeResult): void {
  if (result.success) unwanted[key] = result.type === 'REJECT' ? 2 : 0
  else if (result.errorCode === 'CANCELLED') unwanted[key] = (unwanted[key] || 0) + 1
}

/** The result of a quiet open that may not ask. */
export function recall({ unwanted }: FlowMemory, key: string): SubscribeFailure | false {
  return (unwanted[key] || 0) > 1 && failure('CANCELLED', 'Unwanted before (quiet).')
}
