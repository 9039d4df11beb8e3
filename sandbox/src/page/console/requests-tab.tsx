import { useState } from 'preact/hooks'
import { translated } from '../../console/choose-language.js'
import type { FoundRequests, ListedRequest } from '../../control/request-routes.js'
import type { LoggedRequest } from '../../gateway/request-log.js'
import { BackButton, CopyButton, Refusal, useAction } from '../controls/buttons.js'
import { CodeBlock, Facts, Pill, type Tone } from '../controls/section.js'
import { ListAndDetail, type Filters, listed, noFilters, queryOf } from '../controls/list-and-detail.js'
import { useLanguageTag, useTexts } from '../language.js'
import { useFound, useThing } from '../live.js'
import { curlOf, replay } from '../ask.js'
import { clockTime } from '../date-format.js'
import { type TabProps, hashOf } from './tabs.js'

type Status = 'accepted' | 'refused' | 'unknown'

/** The request log with search; one call opened in it says why it was refused and how to correct it. */
export function RequestsTab({ session, id, go }: TabProps) {
  const text = useTexts()
  const language = useLanguageTag()
  const [filters, setFilters] = useState<Filters<Status>>(noFilters)
  const { status: outcome, ...others } = filters
  const answer = useFound<FoundRequests>(
    `/_sandbox/requests?${queryOf({ ...others, outcome, limit: String(listed) })}`,
  )
  if (!answer) return <p class="notice">{text.console.loading}</p>
  const { requests, found, total } = answer
  const nameOf = (userId: string | undefined): string =>
    userId === undefined
      ? ''
      : translated(session.users.find((user) => user.userId === userId)?.name ?? { en: userId }, language)
  const { columns } = text.requests
  const detail =
    id === undefined ? undefined : (
      <RequestDetail key={id} requestLogId={id} back={() => go({ tab: 'requests' })} />
    )
  return (
    <ListAndDetail<Status>
      texts={text.requests}
      search={{
        ...{ filters, change: setFilters, users: session.users },
        searchHint: text.requests.searchHint,
        statuses: [
          { value: 'accepted', label: text.requests.accepted },
          { value: 'refused', label: text.requests.refused },
          { value: 'unknown', label: text.requests.unknownOrNone },
        ],
      }}
      found={found}
      total={total}
      columns={{
        class: 'columns--request',
        titles: [columns.endpoint, columns.user, columns.requestId, columns.time, columns.outcome],
      }}
      rows={requests.map((request) => (
        <RequestRow
          key={request.requestLogId}
          request={request}
          userName={nameOf(request.userId)}
          isOpen={request.requestLogId === id}
        />
      ))}
      detail={detail}
    />
  )
}

/** `message/send`: what tells one path from another. A narrow column breaks it at the slash. */
function EndpointName({ path }: { path: string }) {
  const [group, name] = path.split('/').slice(-2)
  return (
    <>
      {group}
      <wbr />/{name}
    </>
  )
}

/** One call in the list; a link, so that it opens by keyboard and in another window alike. */
function RequestRow(props: { request: ListedRequest; userName: string; isOpen: boolean }) {
  const text = useTexts().requests
  const language = useLanguageTag()
  const { requestLogId, path, resultCode, faults, warnings, requestId, templateCode, at } = props.request
  return (
    <li>
      <a
        class="row row--request"
        href={hashOf({ tab: 'requests', id: requestLogId })}
        aria-current={props.isOpen ? 'true' : undefined}
      >
        <span class="row__main">
          <span class="row__title">
            <EndpointName path={path} />
          </span>
          <span class="row__note">
            {resultCode ?? faults.join(', ')}
            {warnings.length > 0 && ` · ${text.warned}`}
          </span>
        </span>
        <span class="row__cell">{props.userName}</span>
        <span class="row__cell">
          {requestId !== undefined && <code>{requestId}</code>}
          {templateCode !== undefined && <code class="row__note">{templateCode}</code>}
        </span>
        <time class="row__time" dateTime={at}>
          {clockTime(at, language)}
        </time>
        <OutcomePill request={props.request} />
      </a>
    </li>
  )
}

/** The path after the prefix that all calls share. */
const shortPath = (path: string): string => path.replace(/^\/api\/open/, '')

/** JSON with line ends, to be read; anything else as it is. */
function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** One call: how it ended, for a refusal why and how to correct it, what was sent and answered. */
function RequestDetail(props: { requestLogId: string; back: () => void }) {
  const { requests: text, console: shared } = useTexts()
  const language = useLanguageTag()
  const request = useThing<LoggedRequest>(`/_sandbox/requests/${encodeURIComponent(props.requestLogId)}`)
  if (!request) {
    return (
      <article class="detail">
        <BackButton label={text.back} back={props.back} />
        <p class="notice">{request === null ? text.gone : shared.loading}</p>
      </article>
    )
  }
  const { expected, differs, remedy, body, answer } = request
  const isRefused = request.resultStatus === 'F' || request.resultStatus === 'U'
  return (
    <article class="detail">
      <BackButton label={text.back} back={props.back} />
      <header class="detail__head">
        <h2 class="detail__title">{shortPath(request.path)}</h2>
        <OutcomePill request={request} />
      </header>
      <RequestActions key={request.requestLogId} requestLogId={request.requestLogId} />
      {request.warnings.length > 0 && (
        <div class="verdict verdict--warning">
          <h3 class="verdict__title">{text.warnings}</h3>
          {request.warnings.map((warning) => (
            <p key={warning} lang="en">
              {warning}
            </p>
          ))}
        </div>
      )}
      {isRefused && (
        <div class="verdict">
          <h3 class="verdict__title">{text.why}</h3>
          <p>
            <code>{request.resultCode}</code> <span lang="en">{request.resultMessage}</span>
          </p>
          {differs !== undefined && (
            <>
              <h3 class="verdict__title">{text.differs}</h3>
              <p lang="en">{differs}</p>
            </>
          )}
          {remedy !== undefined && (
            <>
              <h3 class="verdict__title">{text.fix}</h3>
              <p lang="en">{remedy}</p>
            </>
          )}
        </div>
      )}
      {expected !== undefined && <CodeBlock title={text.expected} code={expected} isWrapped />}
      <Facts
        facts={[
          [text.facts.time, clockTime(request.at, language)],
          [text.facts.duration, `${request.durationMs} ms`],
          [text.facts.client, request.clientId],
          [text.facts.requestTime, request.requestTime],
          [text.facts.faults, request.faults.join(', ')],
        ]}
      />
      <CodeBlock title={text.sent} code={prettyJson(body) || text.noBody} isWrapped />
      {answer !== null && <CodeBlock title={text.answered} code={prettyJson(answer)} isWrapped />}
    </article>
  )
}

/** Send the call again, or take it along as a command. */
function RequestActions({ requestLogId }: { requestLogId: string }) {
  const text = useTexts().requests
  const [code, setCode] = useState<string | undefined>()
  const { refusal, run } = useAction()
  const again = async (): Promise<void> => setCode(await replay(requestLogId))
  return (
    <>
      <div class="button-row">
        <button class="small-button" type="button" title={text.replayHint} onClick={() => run(again)}>
          {text.replay}
        </button>
        <CopyButton label={text.curl} text={() => curlOf(requestLogId)} />
        <span role="status">{code !== undefined && text.replayed(code)}</span>
      </div>
      <Refusal text={refusal} />
    </>
  )
}

type Outcome = 'accepted' | 'refused' | 'unknown' | 'noAnswer'

const outcomes: Readonly<Record<NonNullable<LoggedRequest['resultStatus']>, Outcome>> = {
  S: 'accepted',
  A: 'accepted',
  F: 'refused',
  U: 'unknown',
}

const tones: Readonly<Record<Outcome, Tone>> = {
  accepted: 'good',
  refused: 'bad',
  unknown: 'waiting',
  noAnswer: 'waiting',
}

/** How the call ended, in the words of a merchant. */
function OutcomePill({ request }: { request: LoggedRequest }) {
  const text = useTexts().requests
  const outcome = request.resultStatus === null ? 'noAnswer' : outcomes[request.resultStatus]
  return <Pill tone={tones[outcome]}>{text[outcome]}</Pill>
}
