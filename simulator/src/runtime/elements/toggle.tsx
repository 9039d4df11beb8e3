import { h } from 'preact'
import { useContext, useLayoutEffect, useRef } from 'preact/hooks'
import { type Choice, GroupContext } from './choice-group.js'
import { textOf } from './dom-props.js'
import type { ElementProps } from './element-props.js'
import { useFormField } from './form-fields.js'
import { useElement, useOwnValue } from './use-element.js'
import { useRedraw } from './use-redraw.js'

const own = ['checked', 'value', 'disabled', 'color', 'name', 'controlled', 'change']

/** `<checkbox>`, `<radio>` and `<switch>`. A tap changes it unless it is controlled or disabled. */
export function Toggle(props: ElementProps) {
  const { attributes, tag } = props
  const { dom, emit } = useElement(props, own)
  const redraw = useRedraw()
  const group = useContext(GroupContext)
  const isChecked = Boolean(attributes['checked'])
  const held = useOwnValue(isChecked, Boolean(attributes['controlled']))
  const set = (value: boolean) => {
    held.value = value
    redraw()
  }
  const { value } = attributes
  const latest = {
    value: typeof value === 'string' ? value : '',
    isChosen: () => held.value,
    choose: set,
    reset: () => set(isChecked),
  }
  // Known to its group once, so that the group keeps the order of the page.
  const choice = useRef<Choice>(latest)
  Object.assign(choice.current, latest)
  useLayoutEffect(() => {
    const { current } = choice
    group?.choices.add(current)
    return () => group?.choices.delete(current)
  }, [group])
  useFormField(
    group ? undefined : attributes['name'],
    () => held.value,
    () => set(isChecked),
  )

  const toggle = (event: Event) => {
    if (attributes['disabled'] || (tag === 'radio' && held.value)) return
    const next = !held.value
    if (!attributes['controlled']) set(next)
    emit('change', { value: tag === 'radio' ? (value ?? '') : next }, event)
    group?.tapped(choice.current, event)
  }
  const heard = dom as Record<string, unknown>
  return h(`a-${tag}`, {
    ...dom,
    role: tag,
    'aria-checked': String(held.value),
    'aria-disabled': attributes['disabled'] ? 'true' : undefined,
    style: [heard['style'], attributes['color'] ? `--a-color:${textOf(attributes['color'])}` : undefined]
      .filter(Boolean)
      .join(';'),
    onactivate: toggle,
    onclick: (event: Event) => {
      toggle(event)
      ;(heard['onclick'] as ((event: Event) => void) | undefined)?.(event)
    },
  })
}
