import { failure } from '../errors'
import type { SubscribeResult } from '../result'
import type { FlowMemory } from './context'

/** Takes down how an open ended, for later opens that no tap asked for. */
export function remember({ endings }: FlowMemory, key: string, result: SubscribeResult): void {
  const cancelled = endings[key]?.cancelled ?? 0
  if (result.success) {
    endings[key] =
      result.type === 'REJECT' ? { rejected: { ...result, fresh: false }, cancelled: 0 } : undefined
  } else if (result.errorCode === 'CANCELLED') {
    endings[key] = { ...endings[key], cancelled: cancelled + 1 }
  }
}

/** The result of a quiet open that may not ask: after REJECT, or two CANCELLED. */
export function recall({ endings }: FlowMemory, key: string): SubscribeResult | undefined {
  const ending = endings[key]
  if (!ending) return undefined
  if (ending.rejected) return ending.rejected
  return ending.cancelled < 2
    ? undefined
    : failure('CANCELLED', 'The user closed the panel twice (prop `quiet`).')
}
