import { findAgain } from './find-again.js'

/**
 * What makes a layer modal: the page behind can't be reached, focused or scrolled. Returns the way back,
 * which also gives the focus to the element that had it.
 */
export function makeModal(layer: HTMLElement): () => void {
  const root = document.documentElement
  const { style } = getComputedStyle(root).overflow === 'visible' ? document.body : root
  const opener = document.activeElement
  const { overflow } = style
  const behind: Element[] = []
  for (let level: Element = layer; level.parentElement; level = level.parentElement) {
    for (const sibling of Array.from(level.parentElement.children)) {
      if (sibling !== level && !sibling.matches('[inert],[aria-hidden]')) behind.push(sibling)
    }
  }
  // For browsers without `inert`, aria-hidden as well.
  const toggle = (isBehind: boolean): void => {
    behind.forEach((element) => {
      for (const name of ['inert', 'aria-hidden']) {
        if (isBehind) element.setAttribute(name, 'true')
        else element.removeAttribute(name)
      }
    })
    style.overflow = isBehind ? 'hidden' : overflow
  }

  toggle(true)
  return () => {
    toggle(false)
    findAgain(opener).focus()
  }
}

/** Keeps Tab and Shift+Tab inside. */
export function keepFocusInside(root: ShadowRoot, event: KeyboardEvent): void {
  const stops = Array.from(root.querySelectorAll<HTMLElement>('a,input,button:enabled'))
  const at = stops.indexOf(root.activeElement as HTMLElement)
  const next = event.shiftKey ? (at > 0 ? at : stops.length) - 1 : (at + 1) % stops.length
  event.preventDefault()
  ;(stops[next] as HTMLElement).focus()
}
