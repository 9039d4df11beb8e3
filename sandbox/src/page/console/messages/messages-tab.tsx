import { translated } from '../../../console/choose-language.js'
import type { InboxMessage } from '../../../superapp/inbox.js'
import { Empty } from '../../controls/empty.js'
import { Section } from '../../controls/section.js'
import { useLanguageTag, useTexts } from '../../language-context.js'
import { useResource } from '../../live/use-resource.js'
import { clockTime } from '../clock-time.js'
import type { TabProps } from '../tab-props.js'
import { hashOf } from '../tabs.js'
import { MessageDetail } from './message-detail.js'

/** Messages of all users; one opened shows its whole way. */
export function MessagesTab({ session, id, go }: TabProps) {
  const text = useTexts()
  const language = useLanguageTag()
  const messages = useResource<{ messages: InboxMessage[] }>('/_sandbox/inbox?limit=200')?.messages
  if (!messages) return <p class="notice">{text.console.loading}</p>
  if (id !== undefined) {
    const message = messages.find(({ messageId }) => messageId === id)
    return <MessageDetail message={message} back={() => go({ tab: 'messages' })} />
  }
  const nameOf = (userId: string): string =>
    translated(session.users.find((user) => user.userId === userId)?.name ?? {}, language)
  const { none, noneHint, title, hint } = text.messages
  return (
    <Section title={title} hint={hint} aside={<span class="count">{messages.length}</span>}>
      {messages.length === 0 && <Empty title={none} hint={noneHint} />}
      <ol class="rows">
        {messages.map((message) => (
          <li key={message.messageId}>
            <a class="row" href={hashOf({ tab: 'messages', id: message.messageId })}>
              <span class="row__main" lang={message.language}>
                <span class="row__title">{message.title}</span>
                <span class="row__note">{message.body}</span>
              </span>
              <span class="row__time">
                {text.messages.to(nameOf(message.userId))}
                <br />
                <time dateTime={message.deliveredAt}>{clockTime(message.deliveredAt, language)}</time>
              </span>
            </a>
          </li>
        ))}
      </ol>
    </Section>
  )
}
