import { useCallback, useRef } from 'preact/hooks'
import type { Bag } from '../world.js'
import { callHandler, domProps } from './dom-props.js'
import type { ElementProps } from './element-props.js'
import { miniEvent } from './event-object.js'

/** What an element with behaviour needs: its DOM props, its node, and a way to call its handlers. */
export function useElement(props: ElementProps, own: readonly string[]) {
  const node = useRef<HTMLElement | null>(null)
  const dom = domProps(props, own)
  const keepData = dom['ref'] as ((element: Element | null) => void) | undefined
  const ref = (element: HTMLElement | null) => {
    node.current = element
    keepData?.(element)
  }
  const latest = useRef(props)
  latest.current = props
  /** Calls the handlers of one event, which doesn't bubble. */
  const emit = useCallback((type: string, detail: Bag, cause: Event = new Event(type)) => {
    const { events, world } = latest.current
    for (const [name, , handler] of events)
      if (name === type) callHandler(world, handler, miniEvent(type, cause, node.current, detail))
  }, [])
  return { dom: { ...dom, ref }, node, emit }
}

/** A value that an attribute sets and a person changes; a controlled one waits for the attribute. */
export function useOwnValue<Value>(given: Value, isControlled: boolean) {
  const held = useRef({ given, value: given })
  if (!Object.is(held.current.given, given) || isControlled) held.current = { given, value: given }
  return held.current
}
