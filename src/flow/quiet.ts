import { failure } from '../errors'
import type { SubscribeResult } from '../result'
import type { FlowMemory } from './context'

/** Takes down how an open ended, for later opens that no tap asked for. */
export function remember({ endings }: FlowMemory, key: string, result: SubscribeResult): void {
  const ending = (endings[key] = endings[key] ?? { cancelled: 0 })
  if (!result.success) {
    if (result.errorCode === 'CANCELLED') ending.cancelled += 1
  } else if (result.type === 'REJECT') ending.rejected = Object.assign({}, result, { fresh: false })
  else endings[key] = undefined
}

/** The result of a quiet open that may not ask: after REJECT, or two CANCELLED. */
export function recall({ endings }: FlowMemory, key: string): SubscribeResult | undefined {
  const { rejected, cancelled = 0 } = endings[key] ?? {}
  return rejected ?? (cancelled > 1 ? failure('CANCELLED', 'Closed twice before (quiet).') : undefined)
}
