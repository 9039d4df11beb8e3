import type { InboxMessage } from '../../superapp/inbox.js'
import { Empty } from '../controls/section.js'
import { BellIcon, ChevronIcon, Logo } from '../controls/icons.js'
import { type Language, texts } from '../texts.js'
import type { LiveInbox } from './use-inbox.js'
import { messageTime } from '../date-format.js'

/** A user's newest messages, newest first, or what to do to get one. */
export function MessageList(props: { inbox: LiveInbox; language: Language; open: OpenMessage }) {
  const { inbox, language, open } = props
  const { messages, total } = inbox
  const text = texts[language]
  if (messages.length === 0) {
    return <Empty icon={<BellIcon />} title={text.noMessages} hint={text.noMessagesHint} />
  }
  return (
    <>
      <ol class="messages">
        {messages.map((message, index) => (
          // Its number in the inbox: one that was delivered twice is there twice with one messageId.
          <li key={total - index}>
            <MessageCard message={message} language={language} open={open} />
          </li>
        ))}
      </ol>
      {total > messages.length && <p class="messages__note">{text.newestOf(messages.length, total)}</p>}
    </>
  )
}

/** What a tap on a message does; without a link the mini program opens where it starts. */
export type OpenMessage = (message: InboxMessage, part: 'body' | 'footer') => void

/** One message as the super app shows it; its body and its footer open what their links name. */
export function MessageCard(props: { message: InboxMessage; language: Language; open: OpenMessage }) {
  const { message, language, open } = props
  const { sender, title, body, footer, deliveredAt, targets } = message
  return (
    <article class="message" lang={message.language} aria-label={title}>
      <header class="message__head">
        <Logo appId={message.appId} name={sender} class="message__icon" />
        <span class="message__sender">{sender}</span>
        <time class="message__time" dateTime={deliveredAt} lang={language}>
          {messageTime(deliveredAt, new Date(), language)}
        </time>
      </header>
      <h3 class="message__title">{title}</h3>
      {targets.body ? (
        <button class="message__body message__body--link" type="button" onClick={() => open(message, 'body')}>
          {body}
        </button>
      ) : (
        <p class="message__body">{body}</p>
      )}
      {footer !== undefined && (
        <button class="message__footer" type="button" onClick={() => open(message, 'footer')}>
          {footer}
          <ChevronIcon />
        </button>
      )}
    </article>
  )
}
