import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface Labelled {
  label: ComponentChildren
  hint?: string | undefined
}

/** One line of text, with its label above and a hint below. */
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
  const id = useId()
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {props.label}
      </label>
      <input
        id={id}
        class="field__input"
        type={props.type ?? 'text'}
        value={props.value}
        required={props.isRequired}
        inputMode={props.inputMode}
        placeholder={props.placeholder}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        onInput={(event) => props.change(event.currentTarget.value)}
      />
      {props.hint !== undefined && (
        <p id={`${id}-hint`} class="field__hint">
          {props.hint}
        </p>
      )}
    </div>
  )
}

/** Text of a few lines. */
export function TextArea(props: Labelled & { value: string; change: (value: string) => void }) {
  const id = useId()
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {props.label}
      </label>
      <textarea
        id={id}
        class="field__input field__input--lines"
        rows={3}
        value={props.value}
        onInput={(event) => props.change(event.currentTarget.value)}
      />
    </div>
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
  const id = useId()
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {props.label}
      </label>
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
    </div>
  )
}
