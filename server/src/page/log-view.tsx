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
  const [pages, setPages] = useState<string[]>([''])
  return (
    <>
      <h1 class="page__title">{text.log.title}</h1>
      <Section title={<span class="unseen">{text.log.title}</span>} hint={text.log.hint}>
        <div class="table" role="region" tabIndex={0} aria-label={text.log.title}>
          <table class="table__grid">
            <thead>
              <tr>
                <th scope="col">{text.log.time}</th>
                <th scope="col">{text.log.who}</th>
                <th scope="col">{text.log.what}</th>
                <th scope="col">{text.log.about}</th>
              </tr>
            </thead>
            {pages.map((before, index) => (
              <LogPage
                key={before}
                before={before}
                isLast={index === pages.length - 1}
                more={(next) => setPages([...pages, next])}
              />
            ))}
          </table>
        </div>
      </Section>
    </>
  )
}

function LogPage(props: { before: string; isLast: boolean; more: (next: string) => void }) {
  const text = useTexts()
  const times = useTimes()
  const path = `/v1/console/audit${props.before === '' ? '' : `?before=${props.before}`}`
  const { answer, refusal } = useAnswer<AuditView>(path)
  if (!answer)
    return (
      <tbody>
        <tr>
          <td colSpan={4}>{refusal === undefined ? text.loading : <Refusal text={refusal} />}</td>
        </tr>
      </tbody>
    )
  const { rows, next } = answer
  return (
    <tbody>
      {rows.length === 0 && (
        <tr>
          <td colSpan={4} class="table__empty">
            {text.log.none}
          </td>
        </tr>
      )}
      {rows.map((row) => (
        <tr key={`${row.at} ${row.requestId ?? ''}`}>
          <td>
            <time dateTime={row.at}>{times.full(row.at)}</time>
          </td>
          <td class="table__who">{row.by}</td>
          <td>{text.log.actions[row.action]}</td>
          <td>
            <About row={row} />
          </td>
        </tr>
      ))}
      {props.isLast && next !== undefined && (
        <tr>
          <td colSpan={4} class="table__empty">
            <button class="small-button" type="button" onClick={() => props.more(next)}>
              {text.log.more}
            </button>
          </td>
        </tr>
      )}
    </tbody>
  )
}

function About({ row }: { row: AuditView['rows'][number] }) {
  const text = useTexts()
  const names = useNames()
  const { appId, requestId, templateCode } = row
  const app = names.hasSeveralApps ? ` · ${names.app(appId)}` : ''
  if (row.action === 'RELEASE_BREAKER') {
    const what = templateCode === undefined ? names.app(appId) : names.template(appId, templateCode)
    return (
      <>
        {what} ({row.customerBelongsTo}){templateCode === undefined ? '' : app}
      </>
    )
  }
  if (requestId === undefined) return <>{text.log.erased + app}</>
  return (
    <>
      <a href={hashOf({ view: 'why', message: { appId, requestId } })}>{requestId}</a>
      {app}
    </>
  )
}
