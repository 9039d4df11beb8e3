import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface Labelled {
  label: ComponentChildren
  hint?: string | undefined
}

/** A control with its label above and a hint below; `control` gets the id that both name. */
function Field(props: Labelled & { control: (id: string) => ComponentChildren }) {
  const id = useId()
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {props.label}
      </label>
      {props.control(id)}
      {props.hint !== undefined && (
        <p id={hintOf(id)} class="field__hint">
          {props.hint}
        </p>
      )}
    </div>
  )
}
const hintOf = (id: string): string => `${id}-hint`

/** One line of text. */
export function TextField(
  props: Labelled & {
    value: string
    change: (value: string) => void
    isRequired?: boolean
    type?: 'text' | 'search' | 'number'
    inputMode?: 'numeric'
    placeholder?: string
  },
) {
  return (
    <Field
      {...props}
      control={(id) => (
        <input
          id={id}
          class="field__input"
          type={props.type ?? 'text'}
          value={props.value}
          required={props.isRequired}
          inputMode={props.inputMode}
          placeholder={props.placeholder}
          aria-describedby={props.hint === undefined ? undefined : hintOf(id)}
          onInput={(event) => props.change(event.currentTarget.value)}
        />
      )}
    />
  )
}

/** Text of a few lines. */
export function TextArea(props: Labelled & { value: string; change: (value: string) => void }) {
  return (
    <Field
      {...props}
      control={(id) => (
        <textarea
          id={id}
          class="field__input field__input--lines"
          rows={3}
          value={props.value}
          aria-describedby={props.hint === undefined ? undefined : hintOf(id)}
          onInput={(event) => props.change(event.currentTarget.value)}
        />
      )}
    />
  )
}

/** One of several values. */
export function SelectField<Value extends string>(
  props: Labelled & {
    value: Value
    choices: readonly { value: Value; label: string }[]
    change: (value: Value) => void
  },
) {
  return (
    <Field
      {...props}
      control={(id) => (
        <select
          id={id}
          class="field__input field__input--choice"
          value={props.value}
          onChange={(event) => props.change(event.currentTarget.value as Value)}
        >
          {props.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    />
  )
}

interface Choice<Value extends string> {
  value: Value
  label: ComponentChildren
  /** Spoken name where the label alone is too short. */
  name?: string
  lang?: string
}

/** Native radio buttons that look like one switch: arrow keys and screen readers work by themselves. */
export function ChoiceGroup<Value extends string>(props: {
  legend: string
  choices: readonly Choice<Value>[]
  chosen: Value
  choose: (value: Value) => void
}) {
  return (
    <fieldset class="choice">
      <legend class="unseen">{props.legend}</legend>
      {props.choices.map(({ value, label, name, lang }) => (
        <label key={value} class="choice__item" lang={lang}>
          <input
            class="choice__input"
            type="radio"
            name={props.legend}
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

/** On or off, at once: a native check box that looks like a switch. */
export function Switch(props: {
  label: ComponentChildren
  hint?: ComponentChildren
  isOn: boolean
  change: (isOn: boolean) => void
}) {
  const hint = useId()
  return (
    <div class="switch">
      <label class="switch__label">
        <span class="switch__text">{props.label}</span>
        <input
          class="switch__input"
          type="checkbox"
          role="switch"
          checked={props.isOn}
          aria-describedby={props.hint === undefined ? undefined : hint}
          onChange={(event) => props.change(event.currentTarget.checked)}
        />
        <span class="switch__track" aria-hidden="true" />
      </label>
      {props.hint !== undefined && (
        <p id={hint} class="switch__hint">
          {props.hint}
        </p>
      )}
    </div>
  )
}
