import type { InboxMessage } from '../../superapp/inbox.js'
import type { InboxAnswer } from '../../superapp/phone-routes.js'
import { useContext, useEffect, useState } from 'preact/hooks'
import { LiveLineContext, refreshGate } from '../live.js'
import { loadInbox } from '../ask.js'

/** One user's inbox as the page shows it: always a whole answer of the server, in the server's order. */
export interface LiveInbox extends InboxAnswer {
  /** The message that came last while the page was open; undefined after a change of user or a reset. */
  latest: InboxMessage | undefined
  /** How many came while the page was open. */
  arrived: number
}

const emptyInbox: LiveInbox = { messages: [], total: 0, latest: undefined, arrived: 0 }

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

/** Nothing is painted in a tab that is hidden. */
const hiddenFrameMs = 80
const longestPauseMs = 40

/** Resolves when what was set has been painted; in a tab that is hidden, where nothing is painted, a little later. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, hiddenFrameMs)
  })

/** One user's messages, live. */
export function useInbox(userId: string): LiveInbox {
  const line = useContext(LiveLineContext)
  const [shown, setShown] = useState<{ userId: string; inbox: LiveInbox } | undefined>()
  useEffect(() => {
    let inbox: LiveInbox | undefined
    /** Counts resets: an answer that was asked for before the last one is of another state. */
    let resets = 0
    let isOver = false
    const load = async (): Promise<void> => {
      const asked = resets
      const answer = await loadInbox(userId)
      if (isOver || asked !== resets) return
      inbox = inboxAfter(inbox, answer)
      setShown({ userId, inbox })
      await painted()
    }
    // A person waits for a single message; a backend at full speed gets two thirds of the page's time at most.
    const gate = refreshGate(load, (tookMs) => Math.min(tookMs / 2, longestPauseMs))
    gate.request()
    const stop = line.subscribe((event) => {
      if (event.type === 'reset') {
        resets += 1
        inbox = undefined
      }
      const isOthers = event.type === 'message' && event.message.userId !== userId
      // After a break in the connection too: what came meanwhile is in the inbox.
      if (event.type !== 'disconnected' && event.type !== 'changed' && !isOthers) gate.request()
    })
    return () => {
      isOver = true
      stop()
      gate.close()
    }
  }, [line, userId])
  return shown?.userId === userId ? shown.inbox : emptyInbox
}
