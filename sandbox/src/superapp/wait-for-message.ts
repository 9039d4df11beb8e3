import type { State } from '../state/state.js'
import type { Events } from './events.js'
import { type InboxMessage, fits, type MessageFilter } from './inbox.js'

/** What waiting needs of a sandbox. A restore puts another state there. */
interface Waited {
  readonly state: State
  readonly events: Events
}

/**
 * The newest message that fits, at once if it is there, otherwise when it comes. Undefined after
 * `timeoutMs`, or when `signal` ends the waiting.
 */
export function waitForMessage(
  sandbox: Waited,
  filter: MessageFilter,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<InboxMessage | undefined> {
  const find = (): InboxMessage | undefined => sandbox.state.inbox.find((message) => fits(message, filter))
  const there = find()
  if (there || signal?.aborted === true) return Promise.resolve(there)
  return new Promise((resolve) => {
    const end = (message?: InboxMessage): void => {
      clearTimeout(timer)
      unsubscribe()
      signal?.removeEventListener('abort', stop)
      resolve(message)
    }
    const stop = (): void => end()
    const timer = setTimeout(stop, timeoutMs)
    const unsubscribe = sandbox.events.subscribe((event) => {
      // A snapshot that was restored may hold the message.
      const message = event.type === 'reset' ? find() : event.type === 'message' ? event.message : undefined
      if (message && fits(message, filter)) end(message)
    })
    signal?.addEventListener('abort', stop)
  })
}
