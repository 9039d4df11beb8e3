import type { InboxMessage } from '../../superapp/inbox.js'
import { BellIcon } from '../controls/icons.js'
import { Empty } from '../controls/empty.js'
import { texts, type Language } from '../texts.js'
import { MessageCard, type OpenMessage } from './message-card.js'

/** A user's messages, newest first, or what to do to get one. */
export function MessageList(props: {
  messages: readonly InboxMessage[]
  language: Language
  open: OpenMessage
}) {
  const { messages, language, open } = props
  const text = texts[language]
  if (messages.length === 0) {
    return <Empty icon={<BellIcon />} title={text.noMessages} hint={text.noMessagesHint} />
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
