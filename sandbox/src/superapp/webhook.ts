import type { Events } from './events.js'
import type { InboxMessage } from './inbox.js'

/** What is posted to the webhook: a message as it lies in the user's inbox. */
export interface WebhookBody {
  type: 'message'
  message: InboxMessage
}

const patienceMs = 5000

/**
 * Posts every delivered message to `url`, each once and without waiting; what goes wrong is told to `warn`.
 * The returned function ends it, open posts included.
 */
export function postMessages(events: Events, url: string, warn: (what: string) => void): () => void {
  const ending = new AbortController()
  const post = async (message: InboxMessage): Promise<void> => {
    const body: WebhookBody = { type: 'message', message }
    const failed = (why: string): void =>
      warn(`The webhook ${url} did not take message ${message.messageId}: ${why}.`)
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.any([ending.signal, AbortSignal.timeout(patienceMs)]),
      })
      await answer.body?.cancel()
      if (!answer.ok) failed(`it answered ${answer.status}`)
    } catch (error) {
      if (!ending.signal.aborted) failed(reasonOf(error))
    }
  }
  const unsubscribe = events.subscribe((event) => {
    if (event.type === 'message') void post(event.message)
  })
  return () => {
    unsubscribe()
    ending.abort()
  }
}

/** fetch hides the reason, such as ECONNREFUSED, in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  const { code } = Object(cause) as { code?: unknown }
  return typeof code === 'string' ? code : message
}
