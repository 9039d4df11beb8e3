import { useRef } from 'preact/hooks'
import type { Bag } from '../world.js'

/** Puts `hover-class` on an element while it is pressed. */
export function useHover(attributes: Bag, otherwise?: string) {
  const pressed = useRef<{ element: Element; names: string[] } | undefined>(undefined)
  const release = () => {
    pressed.current?.element.classList.remove(...pressed.current.names)
    pressed.current = undefined
  }
  /** Listeners to add; `undefined` where the element can't be pressed now. */
  return (dom: object | undefined): object => {
    const wanted = typeof attributes['hoverClass'] === 'string' ? attributes['hoverClass'] : otherwise
    const names = (wanted ?? '').split(/\s+/).filter((name) => name !== '' && name !== 'none')
    if (!dom || names.length === 0) return {}
    return {
      onpointerdown: (event: Event) => {
        const element = event.currentTarget as Element
        element.classList.add(...names)
        pressed.current = { element, names }
      },
      onpointerup: release,
      onpointercancel: release,
      onpointerleave: release,
    }
  }
}
