import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { CopyButton, SaveButton } from './buttons.js'

/** A titled part of a tab. */
export function Section(props: {
  title: ComponentChildren
  hint?: ComponentChildren
  /** Beside the title, e.g. a button. */
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
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => (
        <div key={name} class="facts__line">
          <dt class="facts__name">{name}</dt>
          <dd class="facts__value">{value}</dd>
        </div>
      ))}
  </dl>
)

/** Nothing there yet, and what to do about it. */
export const Empty = (props: { title: string; hint: string; icon?: ComponentChildren }) => (
  <div class="empty">
    {props.icon}
    <p class="empty__title">{props.title}</p>
    <p class="empty__hint">{props.hint}</p>
  </div>
)

export type Tone = 'good' | 'bad' | 'waiting' | 'plain'

/** A short status; its word says what its colour says. */
export const Pill = ({ tone, children }: { tone: Tone; children: ComponentChildren }) => (
  <span class={`pill pill--${tone}`}>{children}</span>
)

/** Text to read as it is, to copy and to save; it scrolls inside itself, by keyboard as well. */
export const CodeBlock = (props: {
  code: string
  title: string
  /** Long lines go on in the next one; not for what is run, whose line ends count. */
  isWrapped?: boolean
  /** With a name it can be saved as a file. */
  fileName?: string
}) => (
  <div class="code">
    <div class="code__head">
      <h3 class="code__title">{props.title}</h3>
      <div class="button-row">
        {props.fileName !== undefined && <SaveButton text={props.code} fileName={props.fileName} />}
        <CopyButton text={props.code} name={props.title} />
      </div>
    </div>
    <pre
      class={`code__text ${props.isWrapped === true ? 'code__text--wrapped' : ''}`}
      tabIndex={0}
      role="region"
      aria-label={props.title}
    >
      {props.code}
    </pre>
  </div>
)
