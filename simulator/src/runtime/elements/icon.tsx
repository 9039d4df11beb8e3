import { h } from 'preact'
import { textOf } from './dom-props.js'
import type { ElementProps } from './element-props.js'
import { useElement } from './use-element.js'

const signs: Record<string, string> = {
  success: '✓',
  success_no_circle: '✓',
  info: 'i',
  warn: '!',
  waiting: '…',
  cancel: '×',
  clear: '×',
  download: '↓',
  search: '⌕',
}

/** `<icon>`: a sign of the platform, as text; `size` in pixels. */
export function Icon(props: ElementProps) {
  const { attributes } = props
  const { dom } = useElement(props, ['type', 'size', 'color'])
  const type = textOf(attributes['type'])
  const size = Number(attributes['size'] ?? 23)
  const own = (dom as Record<string, unknown>)['style']
  return h(
    'a-icon',
    {
      ...{ ...dom, 'data-type': type, role: 'img', 'aria-label': textOf(attributes['aria-label']) || type },
      style: `--a-size:${size}px;${attributes['color'] ? `--a-color:${textOf(attributes['color'])};` : ''}${textOf(own)}`,
    },
    signs[type] ?? '',
  )
}
