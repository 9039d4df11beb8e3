import type { OpenLayer } from './page-state.js'

/** The innermost element that has it, as far as open shadow roots let us see. */
export function whatHasFocus(): OpenLayer {
  let home: OpenLayer['home'] = document
  let opener = home.activeElement
  while (opener?.shadowRoot?.activeElement) {
    home = opener.shadowRoot
    opener = home.activeElement
  }
  return { opener, home }
}

/** Without a focus anywhere else it is the body that has it. */
export const isFocusLost = (): boolean => !document.activeElement || document.activeElement === document.body

/** Keeps Tab and Shift+Tab inside. A stop that can't take the focus, such as one that is folded away, is passed by. */
export function keepFocusInside(root: ShadowRoot, event: KeyboardEvent): void {
  event.preventDefault()
  const stops = Array.from(root.querySelectorAll<HTMLElement>('a[href],button,input,summary'))
  if (event.shiftKey) stops.reverse()
  const next = stops.indexOf(root.activeElement as HTMLElement) + 1
  for (const stop of stops.slice(next).concat(stops.slice(0, next))) {
    stop.focus()
    if (root.activeElement === stop) return
  }
}

/** For browsers without `showModal`: what takes the focus outside loses it. */
export function holdFocus(host: Element, isWanted: () => boolean, takeBack: () => void) {
  let isTaking = false
  return (event: Event): void => {
    // Another one that holds the focus would take it in turn, and so on.
    if (isTaking || !isWanted() || event.composedPath().includes(host)) return
    isTaking = true
    takeBack()
    isTaking = false
  }
}

const nameOf = (element: Element): string => element.getAttribute('aria-label') || element.textContent

/**
 * Focuses the element, or the one that a framework has rendered in its place: by id, else the same kind of
 * element with the same attributes, else with the same name. The focus stays where it is if there is none.
 */
export function restoreFocus(element: Element | null, home: Document | ShadowRoot = document): void {
  let found: Element | null | undefined = element
  if (element && !element.isConnected) {
    const alike = Array.from(home.querySelectorAll(element.tagName)).filter(
      (one) => nameOf(one) === nameOf(element),
    )
    found = home.getElementById(element.id) ?? alike.find((one) => one.isEqualNode(element)) ?? alike[0]
  }
  ;(found as HTMLElement | undefined)?.focus({ preventScroll: true })
}
