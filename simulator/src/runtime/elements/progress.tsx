import { h } from 'preact'
import { textOf } from './dom-props.js'
import type { ElementProps } from './element-props.js'
import { useElement } from './use-element.js'

const own = ['percent', 'showInfo', 'strokeWidth', 'activeColor', 'backgroundColor', 'active']

/** `<progress>`: `percent` of a bar, with the number beside it where `show-info` is set. */
export function Progress(props: ElementProps) {
  const { attributes } = props
  const { dom } = useElement(props, own)
  const percent = Math.max(0, Math.min(100, Number(attributes['percent'] ?? 0) || 0))
  const height = `${Number(attributes['strokeWidth'] ?? 6)}px`
  return h(
    'a-progress',
    { ...dom, role: 'progressbar', 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100 },
    h(
      'div',
      { style: { height, background: textOf(attributes['backgroundColor']) || '#ddd' } },
      h('i', {
        style: { width: `${percent}%`, background: textOf(attributes['activeColor']) || 'var(--brand)' },
      }),
    ),
    attributes['showInfo'] ? h('span', null, `${percent}%`) : null,
  )
}
