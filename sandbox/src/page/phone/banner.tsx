import { useEffect, useState } from 'preact/hooks'
import type { InboxMessage } from '../../superapp/inbox.js'

const shownMs = 6000

/** The system's notification of a message that has just come; a tap leads to the inbox. */
export function Banner(props: { message: InboxMessage | undefined; open: () => void }) {
  const { message } = props
  const [hidden, setHidden] = useState<string | undefined>()
  const messageId = message?.messageId
  useEffect(() => {
    if (messageId === undefined) return
    const timer = setTimeout(() => setHidden(messageId), shownMs)
    return () => clearTimeout(timer)
  }, [messageId])
  const isShown = message !== undefined && hidden !== messageId
  return (
    <div class="banner-place" role="status">
      {isShown && (
        <button
          class="banner"
          type="button"
          lang={message.language}
          onClick={() => {
            setHidden(messageId)
            props.open()
          }}
        >
          <span class="message__icon" aria-hidden="true">
            {message.sender.slice(0, 1)}
          </span>
          <span class="banner__texts">
            <span class="banner__sender">{message.sender}</span>
            <span class="banner__title">{message.title}</span>
          </span>
        </button>
      )}
    </div>
  )
}
