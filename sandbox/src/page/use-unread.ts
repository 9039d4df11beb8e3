import { useEffect, useState } from 'preact/hooks'
import type { LiveInbox } from './inbox/use-inbox.js'

/** How many messages came since the inbox was last seen. */
export function useUnread({ latest }: LiveInbox, isSeen: boolean): number {
  const [unread, setUnread] = useState(0)
  useEffect(() => {
    setUnread((count) => (latest === undefined ? 0 : count + 1))
  }, [latest])
  useEffect(() => {
    if (isSeen) setUnread(0)
  }, [isSeen, latest])
  return unread
}
