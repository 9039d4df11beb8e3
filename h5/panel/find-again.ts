const nameOf = (element: Element): string => element.getAttribute('aria-label') || element.textContent

/**
 * The element itself, or the one that a framework has rendered in its place: by id, else the same kind of
 * element with the same attributes, else with the same name. The body if there is none.
 */
export function findAgain(element: Element | null): HTMLElement {
  let found = element
  if (element && !element.isConnected) {
    const alike = Array.from(document.querySelectorAll(element.tagName)).filter(
      (one) => nameOf(one) === nameOf(element),
    )
    found =
      document.getElementById(element.id) || alike.find((one) => one.isEqualNode(element)) || alike[0] || null
  }
  return (found || document.body) as HTMLElement
}
