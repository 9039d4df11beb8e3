import type { InboxMessage } from '../../superapp/inbox.js'
import type { InboxAnswer } from '../../superapp/phone-routes.js'

/** One user's inbox as the page shows it: always a whole answer of the server, in the server's order. */
export interface LiveInbox extends InboxAnswer {
  /** The message that came last while the page was open; undefined after a change of user or a reset. */
  latest: InboxMessage | undefined
  /** How many came while the page was open. */
  arrived: number
}

export const emptyInbox: LiveInbox = { messages: [], total: 0, latest: undefined, arrived: 0 }

/**
 * The inbox after the server's next answer. `before` is undefined where nothing of it can be compared: the
 * first answer, and the first after a reset or a restore. A message that is delivered twice is two messages
 * with one messageId: only the count tells them apart.
 */
export function inboxAfter(before: LiveInbox | undefined, { messages, total }: InboxAnswer): LiveInbox {
  const came = before === undefined ? 0 : total - before.total
  // Fewer than before: another sandbox answers, started anew.
  if (before === undefined || came < 0) return { ...emptyInbox, messages, total }
  return {
    messages,
    total,
    latest: came === 0 ? before.latest : messages[0],
    arrived: before.arrived + came,
  }
}
