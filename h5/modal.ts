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
    restoreFocus(opener)
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

const nameOf = (element: Element): string => element.getAttribute('aria-label') || element.textContent

/**
 * Focuses the element, or the one that a framework has rendered in its place: by id, else the same kind of
 * element with the same attributes, else with the same name. The body if there is none.
 */
export function restoreFocus(element: Element | null): void {
  let found = element
  if (element && !element.isConnected) {
    const alike = Array.from(document.querySelectorAll(element.tagName)).filter(
      (one) => nameOf(one) === nameOf(element),
    )
    found =
      document.getElementById(element.id) || alike.find((one) => one.isEqualNode(element)) || alike[0] || null
  }
  ;((found ?? document.body) as HTMLElement).focus()
}
