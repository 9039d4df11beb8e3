import { h } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { textOf } from './dom-props.js'
import type { ElementProps } from './element-props.js'
import { useFormField } from './form-fields.js'
import { useElement } from './use-element.js'
import { useRedraw } from './use-redraw.js'

const own = [
  ...['min', 'max', 'step', 'value', 'disabled', 'showValue', 'name', 'change', 'changing'],
  ...['activeColor', 'backgroundColor', 'trackSize', 'handleSize', 'handleColor'],
]

/** `<slider>`: `changing` while it is moved, `change` when it is let go. */
export function Slider(props: ElementProps) {
  const { attributes } = props
  const { dom, emit } = useElement(props, own)
  const redraw = useRedraw()
  const field = useRef<HTMLInputElement>(null)
  const given = Number(attributes['value'] ?? 0)
  const value = () => Number(field.current?.value ?? given)
  const set = (wanted: number) => {
    if (field.current) field.current.value = String(wanted)
    redraw()
  }
  useLayoutEffect(() => {
    if (field.current) field.current.value = String(given)
    redraw()
  }, [given])
  useFormField(attributes['name'], value, () => set(given))
  const tell = (type: string) => (event: Event) => {
    event.stopPropagation()
    redraw()
    emit(type, { value: value() }, event)
  }
  return h(
    'a-slider',
    dom,
    h('input', {
      ...{ ref: field, type: 'range', disabled: Boolean(attributes['disabled']) },
      ...{ min: Number(attributes['min'] ?? 0), max: Number(attributes['max'] ?? 100) },
      ...{ step: Number(attributes['step'] ?? 1), defaultValue: String(given) },
      style: { accentColor: textOf(attributes['activeColor']) || 'var(--brand)' },
      oninput: tell('changing'),
      onchange: tell('change'),
    }),
    attributes['showValue'] ? h('span', null, value()) : null,
  )
}
