import type { InboxMessage } from '../../../superapp/inbox.js'
import { BackButton } from '../../controls/back-button.js'
import { Facts } from '../../controls/facts.js'
import { Section } from '../../controls/section.js'
import { useLanguageTag, useTexts } from '../../language-context.js'
import { clockTime } from '../clock-time.js'
import { MessageWay } from './message-way.js'

/** One message: its whole way, its text, its names. */
export function MessageDetail(props: { message: InboxMessage | undefined; back: () => void }) {
  const text = useTexts().messages
  const language = useLanguageTag()
  const { message } = props
  if (!message) {
    return (
      <>
        <BackButton label={text.back} back={props.back} />
        <p class="notice">{text.gone}</p>
      </>
    )
  }
  return (
    <article class="detail">
      <BackButton label={text.back} back={props.back} />
      <h2 class="detail__title" lang={message.language}>
        {message.title}
      </h2>
      <p lang={message.language}>{message.body}</p>
      <Section title={text.path} hint={text.pathHint}>
        <MessageWay message={message} />
      </Section>
      <Facts
        facts={[
          [text.facts.delivered, clockTime(message.deliveredAt, language)],
          [text.facts.template, <code>{message.templateCode}</code>],
          [text.facts.requestId, <code>{message.requestId}</code>],
          [text.facts.messageId, <code>{message.messageId}</code>],
        ]}
      />
    </article>
  )
}
