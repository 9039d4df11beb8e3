import type { ComponentChildren } from 'preact'

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
