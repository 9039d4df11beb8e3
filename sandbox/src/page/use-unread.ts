import { useEffect, useState } from 'preact/hooks'
import type { LiveInbox } from './inbox/live-inbox.js'

/** How many messages came since the inbox was last seen. */
export function useUnread({ arrived }: LiveInbox, isSeen: boolean): number {
  const [seen, setSeen] = useState(0)
  useEffect(() => {
    // Fewer than were seen: another user, or a reset.
    if (isSeen || arrived < seen) setSeen(arrived)
  }, [isSeen, arrived, seen])
  return Math.max(0, arrived - seen)
}
