import { h } from 'preact'
import type { ElementProps } from './element-props.js'
import { useElement } from './use-element.js'

const controls = 'a-checkbox, a-radio, a-switch, a-input, a-textarea, a-button'

/** `<label>`: a tap on it is a tap on the control in it, or on the one that `for` names. */
export function Label(props: ElementProps) {
  const { attributes } = props
  const { dom } = useElement(props, ['for'])
  const heard = dom as Record<string, unknown>
  const activate = (event: Event) => {
    const label = event.currentTarget as Element
    const target = event.target as Element
    if (target.closest(controls)) return
    const named = typeof attributes['for'] === 'string' ? attributes['for'] : ''
    const control = named
      ? label.ownerDocument.getElementById(named)
      : label.querySelector<HTMLElement>(controls)
    control?.dispatchEvent(new CustomEvent('activate'))
  }
  return h(
    'a-label',
    {
      ...dom,
      onclick: (event: Event) => {
        ;(heard['onclick'] as ((event: Event) => void) | undefined)?.(event)
        activate(event)
      },
    },
    props.children,
  )
}
