import { useEffect, useState } from 'preact/hooks'
import type { Fault } from '../../faults/faults.js'
import type { AutoAnswer } from '../../state/auto-answer.js'
import { ConfirmButton, Refusal, useAction } from '../controls/buttons.js'
import { SelectField, TextField } from '../controls/field.js'
import { Pill, Section } from '../controls/section.js'
import { useLanguageTag, useTexts } from '../language.js'
import { dateFormat } from '../date-format.js'
import { useResource } from '../live.js'
import { remove, sendJson } from '../ask.js'
import {
  advances,
  offsetText,
  type FaultDraft,
  type FaultEffect,
  endpoints,
  faultSpecOf,
  newFault,
} from './fault-draft.js'

/** What goes wrong on purpose, what time it is, who answers in the user's place, and back to the start. */
export const FaultsTab = () => (
  <>
    <FaultList />
    <ClockControl />
    <AutoAnswerChoice />
    <ResetButton />
  </>
)

const faultsPath = '/_sandbox/faults'

/** The faults in force, and a form for another. */
function FaultList() {
  const text = useTexts().faults
  const faults = useResource<{ faults: Fault[] }>(faultsPath)?.faults ?? []
  const { refusal, run } = useAction()
  return (
    <Section title={text.title} hint={text.hint}>
      {faults.length === 0 ? (
        <p class="section__note">{text.none}</p>
      ) : (
        <ul class="rows">
          {faults.map((fault) => (
            <li key={fault.faultId} class="row">
              <span class="row__main">
                <span class="row__title">
                  {text.effects[fault.effect]}
                  {fault.count !== undefined && ` (${text.times(fault.count)})`}
                </span>
                <span class="row__note">
                  {fault.endpoint ?? text.everywhere}
                  {fault.rate !== undefined && ` · ${text.share(fault.rate * 100)}`}
                  {` · ${text.struck(fault.struck, fault.matched)}`}
                </span>
              </span>
              {fault.count !== undefined && fault.struck >= fault.count && (
                <Pill tone="plain">{text.usedUp}</Pill>
              )}
              <button
                class="small-button"
                type="button"
                aria-label={`${text.remove}: ${text.effects[fault.effect]}`}
                onClick={() => run(() => remove(`${faultsPath}/${fault.faultId}`))}
              >
                {text.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Refusal text={refusal} />
      <FaultForm />
    </Section>
  )
}

/** Sets a fault; the one proposed first is the one that finds most bugs. */
function FaultForm() {
  const text = useTexts().faults
  const [draft, setDraft] = useState<FaultDraft>(newFault)
  const { refusal, run } = useAction()
  const change = (changed: Partial<FaultDraft>): void => setDraft({ ...draft, ...changed })
  // A JSAPI's fault has fields of its own: it is set by the control API.
  const effects = (Object.keys(text.effects) as FaultEffect[])
    .filter((value) => value !== 'jsapi-error')
    .map((value) => ({ value, label: text.effects[value] }))
  const places: { value: string; label: string }[] = [
    ...endpoints.map((value) => ({ value, label: value.replace('/v2/', '') })),
    { value: '', label: text.everywhere },
  ]
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        run(() => sendJson('/_sandbox/faults', faultSpecOf(draft)))
      }}
    >
      <div class="form__columns">
        <SelectField
          label={text.effect}
          value={draft.effect}
          choices={effects}
          change={(effect) => change({ effect })}
        />
        <SelectField
          label={text.endpoint}
          value={draft.endpoint}
          choices={places}
          change={(endpoint) => change({ endpoint })}
        />
        <TextField
          label={text.count}
          hint={text.countHint}
          inputMode="numeric"
          value={draft.count}
          change={(count) => change({ count })}
        />
        <TextField
          label={text.rate}
          inputMode="numeric"
          value={draft.percent}
          change={(percent) => change({ percent })}
        />
        {draft.effect === 'delay' && (
          <TextField
            label={text.delayMs}
            inputMode="numeric"
            value={draft.delayMs}
            change={(delayMs) => change({ delayMs })}
          />
        )}
      </div>
      <Refusal text={refusal} />
      <button class="button button--main" type="submit">
        {text.set}
      </button>
    </form>
  )
}

const clockPath = '/_sandbox/clock'

/** The sandbox's own time, and steps forward that let codes and tokens expire. */
function ClockControl() {
  const text = useTexts().faults
  const language = useLanguageTag()
  const offsetMs = useResource<{ offsetMs: number }>(clockPath)?.offsetMs ?? 0
  const now = useSandboxTime(offsetMs)
  const { refusal, run } = useAction()
  const move = (to: number): void => run(() => sendJson(clockPath, { offsetMs: to }))
  return (
    <Section title={text.clock} hint={text.clockHint}>
      <p class="clock">
        <span class="clock__label">{text.now}</span>
        <time class="clock__time" dateTime={new Date(now).toISOString()}>
          {dateFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(now)}
        </time>
        <span class="clock__label">
          {offsetMs > 0 ? text.ahead(offsetText(offsetMs, language)) : text.real}
        </span>
      </p>
      <div class="button-row">
        {advances.map(({ name, ms }) => (
          <button key={name} class="button button--stacked" type="button" onClick={() => move(offsetMs + ms)}>
            {text.advance[name]}
            <small>{text.advanceHints[name]}</small>
          </button>
        ))}
        {offsetMs !== 0 && (
          <button class="button" type="button" onClick={() => move(0)}>
            {text.backToNow}
          </button>
        )}
      </div>
      <Refusal text={refusal} />
    </Section>
  )
}

/** The sandbox's time in milliseconds since 1970, ticking once a second. */
function useSandboxTime(offsetMs: number): number {
  const [realNow, setRealNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setRealNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return realNow + offsetMs
}

const autoAnswerPath = '/_sandbox/auto-answer'
const pageAnswers = ['person', 'allow', 'refuse', 'cancel', 'mask', 'back', 'never'] as const
const panelAnswers = ['person', 'AGREE', 'REJECT', 'cancel', 'mask', 'back', 'never'] as const

/** Whether a person or a rule answers the authorization page and the super app's own panel. */
function AutoAnswerChoice() {
  const text = useTexts().faults
  const autoAnswer = useResource<AutoAnswer>(autoAnswerPath)
  const { refusal, run } = useAction()
  const set = (layer: keyof AutoAnswer, value: string): void =>
    run(() => sendJson(autoAnswerPath, { [layer]: value === 'person' ? null : value }))
  return (
    <Section title={text.person} hint={text.personHint}>
      <div class="form__columns">
        <SelectField
          label={text.authorizationPage}
          value={autoAnswer?.authorization ?? 'person'}
          choices={pageAnswers.map((value) => ({ value, label: text.answers[value] }))}
          change={(value) => set('authorization', value)}
        />
        <SelectField
          label={text.nativePanel}
          value={autoAnswer?.panel ?? 'person'}
          choices={panelAnswers.map((value) => ({ value, label: text.answers[value] }))}
          change={(value) => set('panel', value)}
        />
      </div>
      <Refusal text={refusal} />
    </Section>
  )
}

/** Back to the seed; it asks first, since messages and settings can't be had back. */
function ResetButton() {
  const text = useTexts().faults
  const { refusal, run } = useAction()
  return (
    <Section title={text.reset} hint={text.resetHint}>
      <ConfirmButton
        label={text.resetButton}
        question={text.resetQuestion}
        confirm={text.resetConfirm}
        run={() => run(() => sendJson('/_sandbox/reset'))}
      />
      <Refusal text={refusal} />
    </Section>
  )
}
