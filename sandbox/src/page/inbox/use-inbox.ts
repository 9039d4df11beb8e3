import { useContext, useEffect, useState } from 'preact/hooks'
import { LiveLineContext } from '../live/live-line.js'
import { refreshGate } from '../live/refresh-gate.js'
import { loadInbox } from '../server/phone-calls.js'
import { emptyInbox, inboxAfter, type LiveInbox } from './live-inbox.js'

const longestPauseMs = 80

/** Resolves when what was set has been painted; in a tab that is hidden, where nothing is painted, a little later. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, longestPauseMs)
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
    // A person waits for a single message; a backend at full speed gets half of the page's time at most.
    const gate = refreshGate(load, (tookMs) => Math.min(tookMs, longestPauseMs))
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
