import { useEffect, useState } from 'preact/hooks'
import type { InboxMessage } from '../../superapp/inbox.js'
import { useLiveEvents } from '../live/live-line.js'
import { loadInbox } from '../server/phone-calls.js'
import { withMessage } from './inbox-list.js'

export interface LiveInbox {
  messages: readonly InboxMessage[]
  /** The message that came last while the page was open; undefined after a change of user or a reset. */
  latest: InboxMessage | undefined
}

const nothing: LiveInbox = { messages: [], latest: undefined }

/** One user's messages, live. */
export function useInbox(userId: string): LiveInbox {
  const [inbox, setInbox] = useState<LiveInbox & { userId: string }>({ ...nothing, userId })

  const reload = (): void => {
    loadInbox(userId).then(
      (messages) =>
        setInbox((shown) => ({
          userId,
          messages,
          latest: shown.userId === userId ? shown.latest : undefined,
        })),
      () => undefined,
    )
  }
  useEffect(reload, [userId])
  useLiveEvents(
    (event) => {
      // After a break in the connection too: what came meanwhile is in the inbox.
      if (event.type === 'connected') reload()
      if (event.type === 'reset') setInbox({ ...nothing, userId })
      if (event.type !== 'message' || event.message.userId !== userId) return
      const { message } = event
      setInbox((shown) => ({
        userId,
        messages: withMessage(shown.userId === userId ? shown.messages : [], message),
        latest: message,
      }))
    },
    [userId],
  )
  return inbox.userId === userId ? inbox : nothing
}
