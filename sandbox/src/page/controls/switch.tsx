import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

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
