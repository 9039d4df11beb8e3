import { useContext, useEffect, useState } from 'preact/hooks'
import { LiveLineContext } from '../live/live-line.js'
import { refreshGate } from '../live/refresh-gate.js'
import { loadInbox } from '../server/phone-calls.js'
import { emptyInbox, inboxAfter, type LiveInbox } from './live-inbox.js'

/** Short, since a person waits for the message; long enough that a backend at full speed does not fill the page's time. */
const pauseMs = 80

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
    }
    const gate = refreshGate(load, pauseMs)
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
