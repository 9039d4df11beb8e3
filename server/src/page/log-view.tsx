import { useState } from 'preact/hooks'
import type { AuditView } from '../contract/console.js'
import { Refusal, Section } from './controls/controls.js'
import { useTexts, useTimes } from './language.js'
import { hashOf } from './place.js'
import { useNames } from './session.js'
import { useAnswer } from './use-answer.js'

/** What was done in the console, newest first, page by page. */
export function LogView() {
  const text = useTexts()
  const [pages, setPages] = useState<readonly string[]>([''])
  return (
    <>
      <h1 class="page__title">{text.log.title}</h1>
      <Section title={text.log.heading} hint={text.log.hint}>
        {pages.map((before, index) => (
          <LogPage
            key={before}
            before={before}
            isLast={index === pages.length - 1}
            more={(next) => setPages([...pages, next])}
          />
        ))}
      </Section>
    </>
  )
}

function LogPage(props: { before: string; isLast: boolean; more: (next: string) => void }) {
  const text = useTexts()
  const path = `/v1/console/audit${props.before === '' ? '' : `?before=${props.before}`}`
  const { answer, refusal } = useAnswer<AuditView>(path)
  if (!answer)
    return refusal === undefined ? <p class="section__note">{text.loading}</p> : <Refusal text={refusal} />
  const { rows, next } = answer
  return (
    <>
      {rows.length === 0 && <p class="section__note">{text.log.none}</p>}
      <ul class="rows">
        {rows.map((row, index) => (
          <LogRow key={`${index} ${row.at}`} row={row} />
        ))}
      </ul>
      {props.isLast && next !== undefined && (
        <button class="small-button" type="button" onClick={() => props.more(next)}>
          {text.log.more}
        </button>
      )}
    </>
  )
}

function LogRow({ row }: { row: AuditView['rows'][number] }) {
  const text = useTexts()
  const times = useTimes()
  const names = useNames()
  return (
    <li class="row">
      <span class="row__main">
        <span class="row__title">
          {row.by} <span class="row__deed">{text.log.actions[row.action]}</span>
        </span>
        <span class="row__note">
          <About row={row} />
          {names.hasSeveralApps && ` · ${names.app(row.appId)}`}
        </span>
      </span>
      <time class="row__time" dateTime={row.at}>
        {times.full(row.at)}
      </time>
    </li>
  )
}

/** The message, with its story behind it, or the breaker. */
function About({ row }: { row: AuditView['rows'][number] }) {
  const text = useTexts()
  const names = useNames()
  const { appId, requestId, templateCode, customerBelongsTo } = row
  if (row.action === 'RELEASE_BREAKER') {
    const what = templateCode === undefined ? text.overview.wholeApp : names.template(appId, templateCode)
    return (
      <>
        {what} · {customerBelongsTo}
      </>
    )
  }
  if (requestId === undefined) return <>{text.log.erased}</>
  return <a href={hashOf({ view: 'why', message: { appId, requestId } })}>{requestId}</a>
}
