import { type ComponentChildren, type FunctionComponent, h } from 'preact'
import { domProps } from './dom-props.js'
import type { ElementProps } from './element-props.js'

/** Elements that are only boxes or texts. */
const plain = new Set(['view', 'text'])

const behaving: Record<string, FunctionComponent<ElementProps>> = {}

/** Makes an element. One that is not simulated becomes a box that says so. */
export function drawElement(props: ElementProps): ComponentChildren {
  const { tag } = props
  const Behaving = behaving[tag]
  if (Behaving) return h(Behaving, props)
  return h(`a-${tag}`, domProps(props), plain.has(tag) ? props.children : props.children)
}
