import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { translated } from '../../console/choose-language.js'
import type { FoundMessages } from '../../control/message-routes.js'
import type { ListedMessage, TracedMessage } from '../../superapp/inbox.js'
import { BackButton } from '../controls/buttons.js'
import { Facts, Pill, Section } from '../controls/section.js'
import { ListAndDetail, type Filters, listed, noFilters, queryOf } from '../controls/list-and-detail.js'
import { useLanguageTag, useTexts } from '../language.js'
import { useFound, useThing } from '../live.js'
import { clockTime } from '../date-format.js'
import { type TabProps, hashOf } from './tabs.js'
import { type PathStep, detailText, sinceStart, SequencePicture } from './sequence-picture.js'

type Opened = 'yes' | 'no'

/** Messages of all users, with search; one that is opened shows its whole way beside the list. */
export function MessagesTab({ session, id, go }: TabProps) {
  const text = useTexts()
  const language = useLanguageTag()
  const [filters, setFilters] = useState<Filters<Opened>>(noFilters)
  const { status: opened, ...others } = filters
  const answer = useFound<FoundMessages>(
    `/_sandbox/inbox?${queryOf({ ...others, opened, limit: String(listed) })}`,
  )
  if (!answer) return <p class="notice">{text.console.loading}</p>
  const { messages, found, total } = answer
  const nameOf = (userId: string): string =>
    translated(session.users.find((user) => user.userId === userId)?.name ?? { en: userId }, language)
  const { columns } = text.messages
  const detail =
    id === undefined ? undefined : (
      <MessageDetail key={id} messageId={id} nameOf={nameOf} back={() => go({ tab: 'messages' })} />
    )
  return (
    <ListAndDetail<Opened>
      texts={text.messages}
      search={{
        ...{ filters, change: setFilters, users: session.users },
        searchHint: text.messages.searchHint,
        statuses: [
          { value: 'yes', label: text.messages.opened },
          { value: 'no', label: text.messages.unopened },
        ],
      }}
      found={found}
      total={total}
      columns={{
        class: 'columns--message',
        titles: [columns.message, columns.user, columns.requestId, columns.time, columns.status],
      }}
      rows={messages.map((message) => (
        <MessageRow
          key={message.number}
          message={message}
          userName={nameOf(message.userId)}
          isOpen={message.messageId === id}
        />
      ))}
      detail={detail}
    />
  )
}

/** One message in the list; a link, so that it opens by keyboard and in another window alike. */
function MessageRow(props: { message: ListedMessage; userName: string; isOpen: boolean }) {
  const text = useTexts().messages
  const language = useLanguageTag()
  const { messageId, title, body, requestId, deliveredAt, isOpened } = props.message
  return (
    <li>
      <a
        class="row row--message"
        href={hashOf({ tab: 'messages', id: messageId })}
        aria-current={props.isOpen ? 'true' : undefined}
      >
        <span class="row__main" lang={props.message.language}>
          <span class="row__title">{title}</span>
          <span class="row__note">{body}</span>
        </span>
        <span class="row__cell">{props.userName}</span>
        <code class="row__cell">{requestId}</code>
        <time class="row__time" dateTime={deliveredAt}>
          {clockTime(deliveredAt, language)}
        </time>
        <Pill tone={isOpened ? 'good' : 'plain'}>{isOpened ? text.opened : text.unopened}</Pill>
      </a>
    </li>
  )
}

/** One message: its text, its whole way, its names. */
function MessageDetail(props: { messageId: string; nameOf: (userId: string) => string; back: () => void }) {
  const { messages: text, console: shared } = useTexts()
  const language = useLanguageTag()
  const message = useThing<TracedMessage>(`/_sandbox/messages/${encodeURIComponent(props.messageId)}`)
  const back = <BackButton label={text.back} back={props.back} />
  if (!message) {
    return (
      <article class="detail">
        {back}
        <p class="notice">{message === null ? text.gone : shared.loading}</p>
      </article>
    )
  }
  return (
    <article class="detail">
      {back}
      <h2 class="detail__title" lang={message.language}>
        {message.title}
      </h2>
      <p lang={message.language}>{message.body}</p>
      <Section title={text.path} hint={text.pathHint}>
        <MessageWay steps={message.path} />
      </Section>
      <Facts
        facts={[
          [text.facts.user, `${props.nameOf(message.userId)} (${message.userId})`],
          [text.facts.delivered, clockTime(message.deliveredAt, language)],
          [text.facts.template, <code>{message.templateCode}</code>],
          [text.facts.requestId, <code>{message.requestId}</code>],
          [text.facts.messageId, <code>{message.messageId}</code>],
        ]}
      />
    </article>
  )
}

/** Below this width a picture of five lanes can't be read: the way is a timeline from top to bottom. */
const pictureFrom = 640

/** The way as a picture with the steps as a list below it, or, where it is narrow, the list alone. */
function MessageWay({ steps }: { steps: readonly PathStep[] }) {
  const text = useTexts().messages
  const place = useRef<HTMLDivElement>(null)
  const [isNarrow, setNarrow] = useState(true)
  useLayoutEffect(() => {
    const measure = (): void => setNarrow((place.current?.clientWidth ?? 0) < pictureFrom)
    measure()
    const observer = new ResizeObserver(measure)
    if (place.current) observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  if (steps.length === 0) return <p class="section__note">{text.noPath}</p>
  return (
    <div ref={place}>
      {isNarrow ? (
        <Timeline steps={steps} />
      ) : (
        <>
          <SequencePicture steps={steps} />
          <details class="fold">
            <summary class="fold__summary">{text.asList}</summary>
            <Timeline steps={steps} />
          </details>
        </>
      )}
    </div>
  )
}

/** The steps from top to bottom, each with the request behind it. */
function Timeline({ steps }: { steps: readonly PathStep[] }) {
  const text = useTexts().messages
  const language = useLanguageTag()
  const startedAt = steps[0]?.at ?? 0
  return (
    <ol class="timeline" aria-label={text.timeline}>
      {steps.map((step, index) => (
        <li
          key={`${index} ${step.at} ${step.step}`}
          class={step.isGood ? 'timeline__step' : 'timeline__step timeline__step--bad'}
        >
          <span class="timeline__title">
            {step.number !== undefined && `${step.number} · `}
            {text.steps[step.step]}
          </span>
          <time class="timeline__time" title={clockTime(new Date(step.at).toISOString(), language)}>
            {sinceStart(step.at - startedAt)}
          </time>
          <span class="timeline__note">
            {text.actors[step.from]} → {text.actors[step.to]}
            {step.detail !== undefined && ` · ${detailText(step.detail, text.details)}`}
          </span>
          {step.requestLogId !== undefined && (
            <a class="small-button" href={hashOf({ tab: 'requests', id: step.requestLogId })}>
              {text.openRequest}
            </a>
          )}
        </li>
      ))}
    </ol>
  )
}
