import { BackButton } from '../../controls/back-button.js'
import { CodeBlock } from '../../controls/code-block.js'
import { Facts } from '../../controls/facts.js'
import { useLanguageTag, useTexts } from '../../language-context.js'
import type { LoggedRequest } from '../../server/shapes.js'
import { clockTime } from '../clock-time.js'
import { OutcomePill } from './outcome-pill.js'
import { prettyJson } from './pretty-json.js'
import { RequestActions } from './request-actions.js'
import { shortPath } from './request-row.js'

/** One call: how it ended, for a refusal why and how to mend it, what was sent and answered. */
export function RequestDetail(props: { request: LoggedRequest | undefined; back: () => void }) {
  const text = useTexts().requests
  const language = useLanguageTag()
  const { request } = props
  if (!request) {
    return (
      <>
        <BackButton label={text.back} back={props.back} />
        <p class="notice">{text.gone}</p>
      </>
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
              <h3 class="verdict__title">{text.mend}</h3>
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
