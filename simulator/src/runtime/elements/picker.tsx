import { h } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { textOf } from './dom-props.js'
import type { ElementProps } from './element-props.js'
import { useFormField } from './form-fields.js'
import { useElement, useOwnValue } from './use-element.js'

const own = ['range', 'rangeKey', 'value', 'disabled', 'title', 'name', 'change', 'cancel']

/** `<picker>`: a tap shows what can be chosen, as a sheet at the bottom. */
export function Picker(props: ElementProps) {
  const { attributes, children } = props
  const { dom, emit } = useElement(props, own)
  const [isOpen, open] = useState(false)
  const sheet = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    // Over the bars of the phone too; jsdom has no such layer.
    if (isOpen && sheet.current && 'showPopover' in sheet.current) sheet.current.showPopover()
  }, [isOpen])
  const held = useOwnValue(Number(attributes['value'] ?? 0), false)
  const first = Number(attributes['value'] ?? 0)
  useFormField(
    attributes['name'],
    () => held.value,
    () => {
      held.value = first
    },
  )
  const heard = dom as Record<string, unknown>
  const title = textOf(attributes['title'])
  const range = Array.isArray(attributes['range']) ? (attributes['range'] as unknown[]) : []
  const choose = (index: number) => (event: Event) => {
    event.stopPropagation()
    held.value = index
    open(false)
    emit('change', { value: index }, event)
  }
  const cancel = (event: Event) => {
    event.stopPropagation()
    open(false)
    emit('cancel', {}, event)
  }
  return h(
    'a-picker',
    {
      ...dom,
      onclick: (event: Event) => {
        ;(heard['onclick'] as ((event: Event) => void) | undefined)?.(event)
        if (!attributes['disabled']) open(true)
      },
    },
    children,
    isOpen
      ? h(
          'div',
          { ref: sheet, class: 'a-sheet', popover: 'manual', role: 'dialog', onclick: cancel },
          h(
            'ul',
            { role: 'listbox' },
            title ? h('h2', null, title) : null,
            range.map((item, index) =>
              h(
                'li',
                { role: 'option', 'aria-selected': String(index === held.value), onclick: choose(index) },
                labelOf(item, attributes['rangeKey']),
              ),
            ),
          ),
        )
      : null,
  )
}

function labelOf(item: unknown, key: unknown): string {
  const label =
    typeof item === 'object' && item !== null && typeof key === 'string'
      ? (item as Record<string, unknown>)[key]
      : item
  return typeof label === 'string' || typeof label === 'number' ? String(label) : ''
}
