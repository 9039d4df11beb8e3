import type { Sandbox } from '../sandbox.js'
import type { InboxMessage } from './inbox.js'
import { fits, type MessageFilter } from './message-filter.js'

/**
 * The newest message that fits, at once if it is there, otherwise when it comes. Undefined after
 * `timeoutMs`, or when `signal` ends the waiting.
 */
export function waitForMessage(
  { state, events }: Sandbox,
  filter: MessageFilter,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<InboxMessage | undefined> {
  const there = state.inbox.list().find((message) => fits(message, filter))
  if (there) return Promise.resolve(there)
  return new Promise((resolve) => {
    const end = (message?: InboxMessage): void => {
      clearTimeout(timer)
      unsubscribe()
      signal?.removeEventListener('abort', stop)
      resolve(message)
    }
    const stop = (): void => end()
    const timer = setTimeout(stop, timeoutMs)
    const unsubscribe = events.subscribe((event) => {
      if (event.type === 'message' && fits(event.message, filter)) end(event.message)
    })
    signal?.addEventListener('abort', stop)
  })
}
