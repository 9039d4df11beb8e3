import type { InboxMessage } from '../../superapp/inbox.js'
import { BellIcon } from '../icons.js'
import { texts, type Language } from '../texts.js'
import { MessageCard } from './message-card.js'

/** A user's messages, newest first, or what to do to get one. */
export function MessageList(props: {
  messages: readonly InboxMessage[]
  language: Language
  open: () => void
}) {
  const { messages, language, open } = props
  const text = texts[language]
  if (messages.length === 0) {
    return (
      <div class="empty">
        <BellIcon />
        <p class="empty__title">{text.noMessages}</p>
        <p class="empty__hint">{text.noMessagesHint}</p>
      </div>
    )
  }
  return (
    <ol class="messages">
      {messages.map((message) => (
        <li key={message.messageId}>
          <MessageCard message={message} language={language} open={open} />
        </li>
      ))}
    </ol>
  )
}
