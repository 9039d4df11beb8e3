import { h } from 'preact'
import { domProps } from './dom-props.js'
import type { ElementProps } from './element-props.js'
import { useHover } from './use-hover.js'

/** `<view hover-class="…">`; one without it is only a box. */
export function HoverView(props: ElementProps) {
  const dom = domProps(props)
  const hover = useHover(props.attributes)
  return h(`a-${props.tag}`, { ...dom, ...hover(dom) }, props.children)
}
