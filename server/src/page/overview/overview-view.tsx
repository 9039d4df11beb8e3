import { useMemo, useState } from 'preact/hooks'
import type { Overview, Span } from '../../contract/console.js'
import { ChoiceGroup, ConfirmButton, Pill, Refusal, Section, useAction } from '../controls/controls.js'
import { durationText, useTexts, useTimes } from '../language.js'
import { useNames, useSession } from '../session.js'
import { useAnswer } from '../use-answer.js'
import { Plot, type Line } from './plot.js'

const lookAgainMs = 10_000
const spans: readonly Span[] = ['hour', 'day', 'month']

/** How sending goes: what waits, what became of the rest, and what stands in the way. */
export function OverviewView() {
  const text = useTexts()
  const times = useTimes()
  const { apps } = useSession()
  const names = useNames()
  const [span, chooseSpan] = useState<Span>('hour')
  const [appId, chooseApp] = useState('')
  const query = `span=${span}${appId === '' ? '' : `&appId=${encodeURIComponent(appId)}`}`
  const { answer, refusal, reload } = useAnswer<Overview>(`/v1/console/overview?${query}`, lookAgainMs)
  return (
    <>
      <div class="page__head">
        <h1 class="page__title">{text.overview.title}</h1>
        {answer && (
          <span class="page__note">{text.overview.updated(times.moment(Date.parse(answer.now)))}</span>
        )}
        <div class="page__tools">
          {names.hasSeveralApps && (
            <label class="tool">
              <span class="unseen">{text.overview.app}</span>
              <select
                class="field__input field__input--choice"
                value={appId}
                onChange={(event) => chooseApp(event.currentTarget.value)}
              >
                <option value="">{text.overview.allApps}</option>
                {apps.map((app) => (
                  <option key={app.appId} value={app.appId}>
                    {names.app(app.appId)}
                  </option>
                ))}
              </select>
            </label>
          )}
          <ChoiceGroup
            legend={text.overview.span}
            choices={spans.map((value) => ({ value, label: text.overview.spans[value] }))}
            chosen={span}
            choose={chooseSpan}
          />
        </div>
      </div>
      <Refusal text={refusal} />
      {answer?.pausedSince !== undefined && (
        <p class="refusal" role="alert">
          {text.overview.paused(times.moment(Date.parse(answer.pausedSince)))}
        </p>
      )}
      {answer ? <Numbers overview={answer} reload={reload} /> : <p class="notice">{text.loading}</p>}
    </>
  )
}

function Numbers({ overview, reload }: { overview: Overview; reload: () => void }) {
  return (
    <>
      <Tiles overview={overview} />
      <Limits limits={overview.limits} reload={reload} />
      <Plots overview={overview} />
      <Codes codes={overview.codes} />
    </>
  )
}

function Tiles({ overview: { backlog, total, now } }: { overview: Overview }) {
  const text = useTexts().overview
  const { queued, sending, waiting, scheduled, oldestAt } = backlog
  const unsent = total.REJECTED + total.UNKNOWN + total.PURGED + total.EXPIRED
  const share = unsent / Math.max(1, unsent + total.SENT)
  const tiles = [
    [
      text.inQueue,
      countText(queued + sending),
      oldestAt === undefined ? text.none : text.oldest(durationText(Date.parse(now) - Date.parse(oldestAt))),
    ],
    [text.waiting, countText(waiting), text.scheduled(scheduled)],
    [
      text.median,
      total.p50Ms === undefined ? '–' : durationText(total.p50Ms),
      total.p95Ms === undefined ? text.noneSent : text.slow(durationText(total.p95Ms)),
    ],
    [
      text.notSent,
      countText(unsent),
      text.ofAll(`${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`),
    ],
  ] as const
  return (
    <dl class="tiles">
      {tiles.map(([name, value, note]) => (
        <div key={name} class="tile">
          <dt class="tile__name">{name}</dt>
          <dd class="tile__value">{value}</dd>
          <dd class="tile__note">{note}</dd>
        </div>
      ))}
    </dl>
  )
}

const countText = (count: number): string => new Intl.NumberFormat('en').format(count)
const rateText = (rate: number): string =>
  new Intl.NumberFormat('en', { maximumFractionDigits: rate < 1 ? 2 : rate < 10 ? 1 : 0 }).format(rate)

function Plots({ overview: { series, stepMs, total, now } }: { overview: Overview }) {
  const text = useTexts()
  const { at } = series
  const { sentLines, unsentLines, delayLines } = useMemo(() => {
    // The last step is not over yet: of what has just begun nothing can be said.
    const passedMs = Date.parse(now) - 1_000 * (at.at(-1) ?? 0)
    const lengthOf = (index: number) => (index < at.length - 1 ? stepMs : passedMs)
    const aMinute = (values: readonly number[]) =>
      values.map((count, index) => (lengthOf(index) < stepMs / 2 ? null : (count * 60_000) / lengthOf(index)))
    const { outcomes, overview } = text
    return {
      sentLines: [{ label: outcomes.SENT, color: 'main', values: aMinute(series.SENT), isFilled: true }],
      unsentLines: [
        { label: outcomes.REJECTED, color: 'alarm', values: aMinute(series.REJECTED) },
        { label: outcomes.UNKNOWN, color: 'waiting', values: aMinute(series.UNKNOWN) },
        { label: outcomes.EXPIRED, color: 'violet', values: aMinute(series.EXPIRED) },
        { label: outcomes.PURGED, color: 'line-strong', values: aMinute(series.PURGED) },
      ],
      delayLines: [
        { label: overview.p95, color: 'waiting', values: series.p95Ms },
        { label: overview.p50, color: 'main', values: series.p50Ms },
      ],
    } satisfies Record<string, Line[]>
  }, [series, stepMs, text, now, at])
  const mostOf = (lines: readonly Line[]) =>
    rateText(Math.max(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0))))
  const unsent = total.REJECTED + total.UNKNOWN + total.PURGED + total.EXPIRED
  const { overview: words } = text
  const known = (ms: number | undefined) => (ms === undefined ? '–' : durationText(ms))
  return (
    <div class="plots">
      <Plot
        title={words.sentPlot}
        summary={words.plotSummary(words.sentPlot, countText(total.SENT), mostOf(sentLines))}
        at={at}
        lines={sentLines}
        textOf={rateText}
      />
      <Plot
        title={words.notSentPlot}
        summary={words.plotSummary(words.notSentPlot, countText(unsent), mostOf(unsentLines))}
        at={at}
        lines={unsentLines}
        textOf={rateText}
      />
      <Plot
        title={words.delayPlot}
        summary={words.delaySummary(known(total.p50Ms), known(total.p95Ms))}
        at={at}
        lines={delayLines}
        textOf={durationText}
      />
    </div>
  )
}

function Codes({ codes }: { codes: Overview['codes'] }) {
  const text = useTexts()
  const { overview: words } = text
  return (
    <Section title={words.codes}>
      {codes.length === 0 ? (
        <p class="section__note">{words.noCodes}</p>
      ) : (
        <div class="table">
          <table class="table__grid">
            <thead>
              <tr>
                <th scope="col">{words.code}</th>
                <th scope="col">{words.outcome}</th>
                <th scope="col" class="table__number">
                  {words.messages}
                </th>
              </tr>
            </thead>
            <tbody>
              {codes.map(({ code, outcome, messages }) => (
                <tr key={`${outcome} ${code}`}>
                  <td>
                    <code>{code === '' ? '–' : code}</code>
                  </td>
                  <td>{text.outcomes[outcome as keyof typeof text.outcomes]}</td>
                  <td class="table__number">{countText(messages)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

function Limits({ limits, reload }: { limits: Overview['limits']; reload: () => void }) {
  const text = useTexts().overview
  const names = useNames()
  const { ask } = useSession()
  const { refusal, run } = useAction()
  const [said, setSaid] = useState<string | undefined>()
  const release = ({ appId, customerBelongsTo, templateCode }: Overview['limits'][number]): void =>
    run(async () => {
      const breaker = { appId, customerBelongsTo, ...(templateCode !== undefined && { templateCode }) }
      await ask('/v1/console/breakers/release', breaker)
      setSaid(text.released)
      reload()
    })
  return (
    <Section title={text.limits}>
      {limits.length === 0 && <p class="section__note">{text.noLimits}</p>}
      <ul class="rows">
        {limits.map((limit) => {
          const { appId, customerBelongsTo, templateCode, state, perSecond, processes } = limit
          const name = templateCode === undefined ? names.app(appId) : names.template(appId, templateCode)
          const about = [
            templateCode === undefined ? text.wholeApp : names.app(appId),
            customerBelongsTo,
            perSecond === undefined ? undefined : text.perSecond(rateText(perSecond)),
            text.processes(processes),
          ].filter((one) => one !== undefined)
          return (
            <li key={`${appId} ${customerBelongsTo} ${templateCode ?? ''}`} class="row">
              <span class="row__main">
                <span class="row__title">{name}</span>
                <span class="row__note">{about.join(' · ')}</span>
              </span>
              <Pill tone={state === 'OPEN' ? 'bad' : state === 'HALF_OPEN' ? 'waiting' : 'plain'}>
                {state === 'OPEN' ? text.stopped : state === 'HALF_OPEN' ? text.probing : text.paced}
              </Pill>
              {state !== 'CLOSED' && (
                <ConfirmButton
                  label={text.release}
                  question={text.releaseQuestion(name)}
                  run={() => release(limit)}
                />
              )}
            </li>
          )
        })}
      </ul>
      <p class="said" role="status">
        {said}
      </p>
      <Refusal text={refusal} />
    </Section>
  )
}
