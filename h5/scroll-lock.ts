/** Stands on the root element while the page may not scroll. */
const MARK = 'data-mini-message-open'
// More specific than what a page says with `!important` and an id or two.
const ROOT = `html[${MARK}]:not(#_):not(#_):not(#_)`

/**
 * Keeps the page from scrolling. Returns the way back. The page, or another dialog of it, may change its own styles
 * meanwhile: they are neither written nor read, but overruled.
 */
export function lockPage(): () => void {
  const { documentElement: root, body } = document
  const locks: [HTMLElement, name: string, value: string][] = []
  const lock = (element: HTMLElement, value: string): void => {
    for (const axis of 'xy') locks.push([element, `overflow-${axis}`, value])
  }
  lock(root, 'hidden')
  // Where the root has none, browsers give the body's overflow to the window. From now on the root has one, and a
  // body that scrolls by itself would jump to its top.
  if (getComputedStyle(root).overflow === 'visible') lock(body, 'visible')
  const room = roomOfScrollBar(root)
  if (room) locks.push([root, ...room])

  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      locks
        .map(([at, name, value]) => `${at === root ? ROOT : `${ROOT}>body`}{${name}:${value}!important}`)
        .join(''),
    )
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    // Without the mark the sheet does nothing, also if the page keeps it in a list of its own.
    root.setAttribute(MARK, '')
    return () => {
      root.removeAttribute(MARK)
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    }
  } catch {
    // No constructed sheets, and a strict policy refuses style elements.
    const ways = locks.map(setInline)
    return () => ways.forEach((back) => back())
  }
}

/** Where the scroll bar takes room that room stays, so that nothing jumps sideways. */
function roomOfScrollBar(root: HTMLElement): [name: string, value: string] | undefined {
  const width = window.innerWidth - root.clientWidth
  const gutter = (getComputedStyle(root) as Partial<CSSStyleDeclaration>).scrollbarGutter
  // jsdom has no layout, so its root has no width. A page that keeps the room in its own way goes on doing so.
  if (width <= 0 || !root.clientWidth || (gutter && gutter !== 'auto')) return undefined
  return gutter ? ['scrollbar-gutter', 'stable'] : ['padding-right', `${width}px`]
}

/** Returns the way back, which leaves alone what the page has changed meanwhile. */
function setInline([element, name, value]: [HTMLElement, string, string]): () => void {
  const { style } = element
  const before = style.getPropertyValue(name)
  const priority = style.getPropertyPriority(name)
  style.setProperty(name, value, 'important')
  return () => {
    if (style.getPropertyValue(name) === value) style.setProperty(name, before, priority)
    if (!element.getAttribute('style')) element.removeAttribute('style')
  }
}
