import { useEffect, useState } from 'preact/hooks'
import type { SandboxEvent } from '../../superapp/events.js'
import type { InboxMessage } from '../../superapp/inbox.js'
import { loadInbox } from '../api.js'
import { withMessage } from './inbox-list.js'

export interface LiveInbox {
  messages: readonly InboxMessage[]
  /** The message that came last while the page was open; undefined after a change of user or a reset. */
  latest: InboxMessage | undefined
}

/** One user's messages, live. */
export function useInbox(userId: string): LiveInbox {
  const [inbox, setInbox] = useState<LiveInbox>({ messages: [], latest: undefined })

  useEffect(() => {
    setInbox({ messages: [], latest: undefined })
    let isOver = false
    const reload = async (): Promise<void> => {
      const loaded = await loadInbox(userId)
      if (!isOver) setInbox(({ latest }) => ({ messages: loaded, latest }))
    }
    const stream = new EventSource('/superapp/events')
    // Also after a break in the connection: what came meanwhile is in the inbox.
    stream.onopen = () => void reload().catch(() => undefined)
    stream.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as SandboxEvent
      if (event.type === 'reset') setInbox({ messages: [], latest: undefined })
      else if (event.message.userId === userId) {
        setInbox(({ messages }) => ({
          messages: withMessage(messages, event.message),
          latest: event.message,
        }))
      }
    }
    return () => {
      isOver = true
      stream.close()
    }
  }, [userId])

  return inbox
}
