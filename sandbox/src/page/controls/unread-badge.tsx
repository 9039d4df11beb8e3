import { useTexts } from '../language-context.js'

/** How many are new, on the corner of the control it stands in: it takes no room, so that nothing moves. */
export function UnreadBadge({ unread }: { unread: number }) {
  const text = useTexts()
  if (unread === 0) return null
  return (
    <span class="badge">
      <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
      <span class="unseen">{text.unread(unread)}</span>
    </span>
  )
}
