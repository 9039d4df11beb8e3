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
