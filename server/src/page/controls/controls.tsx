import type { ComponentChildren } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'
import { Refused } from '../ask.js'
import { useTexts } from '../language.js'
import type { Texts } from '../texts.js'

/** A drawing beside a text: never read out by itself. */
const Icon = ({ children, size = 20 }: { children: ComponentChildren; size?: number }) => (
  <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    {children}
  </svg>
)

export const SearchIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="5.5" />
    <path d="m13.5 13.5 3.5 3.5" />
  </Icon>
)

export const LockIcon = () => (
  <Icon size={16}>
    <rect x="4" y="9" width="12" height="8" rx="2" />
    <path d="M7 9V6.5a3 3 0 0 1 6 0V9" />
  </Icon>
)

const BackIcon = () => (
  <Icon size={16}>
    <path d="m12.5 4-6 6 6 6" />
  </Icon>
)

export type Tone = 'good' | 'bad' | 'waiting' | 'plain'

/** A short status; its word says what its colour says. */
export const Pill = ({ tone, children }: { tone: Tone; children: ComponentChildren }) => (
  <span class={`pill pill--${tone}`}>{children}</span>
)

/** A titled part of a view. */
export function Section(props: {
  title: ComponentChildren
  hint?: ComponentChildren
  aside?: ComponentChildren
  children: ComponentChildren
}) {
  const id = useId()
  return (
    <section class="section" aria-labelledby={id}>
      <header class="section__head">
        <h2 id={id} class="section__title">
          {props.title}
        </h2>
        {props.aside}
      </header>
      {props.hint !== undefined && <p class="section__hint">{props.hint}</p>}
      {props.children}
    </section>
  )
}

/** Names with their values; an undefined value leaves its line out. */
export const Facts = ({ facts }: { facts: readonly (readonly [string, ComponentChildren])[] }) => (
  <dl class="facts">
    {facts
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => (
        <div key={name} class="facts__line">
          <dt class="facts__name">{name}</dt>
          <dd class="facts__value">{value}</dd>
        </div>
      ))}
  </dl>
)

export const BackLink = ({ label, href }: { label: string; href: string }) => (
  <a class="small-button back" href={href}>
    <BackIcon />
    {label}
  </a>
)

/** Native radio buttons that look like one switch: arrow keys and screen readers work by themselves. */
export function ChoiceGroup<Value extends string>(props: {
  legend: string
  choices: readonly { value: Value; label: string; name?: string; lang?: string }[]
  chosen: Value
  choose: (value: Value) => void
}) {
  const group = useId()
  return (
    <fieldset class="choice">
      <legend class="unseen">{props.legend}</legend>
      {props.choices.map(({ value, label, name, lang }) => (
        <label key={value} class="choice__item" lang={lang}>
          <input
            class="choice__input"
            type="radio"
            name={group}
            value={value}
            checked={value === props.chosen}
            aria-label={name}
            onChange={() => props.choose(value)}
          />
          <span class="choice__label">{label}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** A button that asks before it acts. The native dialog keeps the focus in it and closes with Escape. */
export function ConfirmButton(props: {
  label: string
  question: string
  isDangerous?: boolean
  isMain?: boolean
  run: () => void
}) {
  const text = useTexts()
  const question = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const close = (): void => dialog.current?.close()
  return (
    <>
      <button
        class={`small-button ${props.isMain ? 'small-button--main' : ''}`}
        type="button"
        onClick={() => dialog.current?.showModal()}
      >
        {props.label}
      </button>
      <dialog ref={dialog} class="confirm" aria-label={props.label} aria-describedby={question}>
        <h2 class="confirm__title">{props.label}</h2>
        <p id={question} class="confirm__question">
          {props.question}
        </p>
        <div class="confirm__answers">
          <button class="button" type="button" onClick={close}>
            {text.close}
          </button>
          <button
            class={`button ${props.isDangerous ? 'button--danger' : 'button--main'}`}
            type="button"
            onClick={() => {
              close()
              props.run()
            }}
          >
            {props.label}
          </button>
        </div>
      </dialog>
    </>
  )
}

/** The server's sentence, or ours where it said nothing. */
export function refusalOf(error: unknown, text: Texts): string {
  if (!(error instanceof Refused)) return String(error)
  if (error.message !== '') return error.message
  return error.status === 0 ? text.offline : text.refused(error.status)
}

/** Runs what a button asks of the server; `refusal` is why it was not done, until the next try. */
export function useAction(): {
  isRunning: boolean
  refusal: string | undefined
  run: (action: () => Promise<void>) => void
} {
  const text = useTexts()
  const [refusal, setRefusal] = useState<string | undefined>()
  const [isRunning, setRunning] = useState(false)
  const run = (action: () => Promise<void>): void => {
    setRefusal(undefined)
    setRunning(true)
    action()
      .catch((error: unknown) => setRefusal(refusalOf(error, text)))
      .finally(() => setRunning(false))
  }
  return { isRunning, refusal, run }
}

/** Why the server did not do it, spoken as it appears. */
export const Refusal = ({ text }: { text: string | undefined }) =>
  text === undefined ? null : (
    <p class="refusal" role="alert">
      {text}
    </p>
  )
