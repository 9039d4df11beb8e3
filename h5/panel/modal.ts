/**
 * What makes a layer modal: the page behind can't be reached, focused or scrolled. Returns the way back,
 * which also gives the focus to the element that had it.
 */
export function makeModal(layer: HTMLElement): () => void {
  const { documentElement, activeElement } = document
  const { overflow } = documentElement.style
  const behind: Element[] = []
  for (let level: Element = layer; level.parentElement; level = level.parentElement) {
    for (const sibling of Array.from(level.parentElement.children)) {
      if (sibling !== level && !sibling.hasAttribute('inert') && !sibling.hasAttribute('aria-hidden'))
        behind.push(sibling)
    }
  }
  behind.forEach((element) => {
    element.setAttribute('inert', '')
    // For browsers without `inert`.
    element.setAttribute('aria-hidden', 'true')
  })
  documentElement.style.overflow = 'hidden'

  return () => {
    behind.forEach((element) => {
      element.removeAttribute('inert')
      element.removeAttribute('aria-hidden')
    })
    documentElement.style.overflow = overflow
    if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true })
  }
}

/** Keeps Tab and Shift+Tab inside. */
export function keepFocusInside(root: ShadowRoot, event: KeyboardEvent): void {
  const stops = root.querySelectorAll<HTMLElement>('a,input,button:enabled')
  const edge = stops[event.shiftKey ? 0 : stops.length - 1]
  const { activeElement } = root
  if (activeElement !== edge && activeElement?.matches('a,input,button')) return
  // From the sheet itself, Tab goes to the first stop by itself.
  if (activeElement !== edge && !event.shiftKey) return
  event.preventDefault()
  stops[event.shiftKey ? stops.length - 1 : 0]?.focus()
}
