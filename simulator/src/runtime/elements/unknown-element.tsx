import { h } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { domProps } from './dom-props.js'
import type { ElementProps } from './element-props.js'

/** An element that is not simulated: a box with its name, so that nothing is missing unseen. */
export function UnknownElement(props: ElementProps) {
  const { tag, place, world } = props
  useLayoutEffect(() => {
    world.warn(
      `${place}: <${tag}> is not simulated, a box stands for it. If it is a component, name it in usingComponents`,
    )
  }, [tag, place, world])
  return h(`a-${tag}`, { ...domProps(props), 'data-unknown': tag }, props.children)
}
