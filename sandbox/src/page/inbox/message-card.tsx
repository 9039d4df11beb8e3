import type { InboxMessage } from '../../superapp/inbox.js'
import { ChevronIcon } from '../icons.js'
import type { Language } from '../texts.js'
import { messageTime } from './message-time.js'

/** One message as the super app shows it; its footer opens the mini program. */
export function MessageCard(props: { message: InboxMessage; language: Language; open: () => void }) {
  const { message, language } = props
  const { sender, title, body, footer, deliveredAt } = message
  return (
    <article class="message" lang={message.language} aria-label={title}>
      <header class="message__head">
        <span class="message__icon" aria-hidden="true">
          {sender.slice(0, 1)}
        </span>
        <span class="message__sender">{sender}</span>
        <time class="message__time" dateTime={deliveredAt} lang={language}>
          {messageTime(deliveredAt, new Date(), language)}
        </time>
      </header>
      <h3 class="message__title">{title}</h3>
      <p class="message__body">{body}</p>
      {footer !== undefined && (
        <button class="message__footer" type="button" onClick={props.open}>
          {footer}
          <ChevronIcon />
        </button>
      )}
    </article>
  )
}
