import { addStyles } from './add-styles.js'

/** Stands on the root element while the page may not scroll. */
const MARK = 'data-mini-message-open'
// More specific than what a page says with `!important` and an id or two.
const ROOT = `html[${MARK}]:not(#_):not(#_):not(#_)`

/**
 * Keeps the page from scrolling. Returns the way back. The page, or another dialog of it, may change its own styles
 * meanwhile: they are neither written nor read, but overruled.
 */
export function lockPage(): () => void {
  const { documentElement: root } = document
  const { overflow } = getComputedStyle(root)
  // Where the root has none, browsers give the body's overflow to the window. From now on the root has one, and a
  // body that scrolls by itself would jump to its top.
  const ofBody = overflow === 'visible' ? `${ROOT}>body{overflow:visible!important}` : ''
  const removeStyles = addStyles(
    document,
    `${ROOT}{overflow:hidden!important;${roomOfScrollBar(root)}}${ofBody}`,
  )
  // Without the mark the styles do nothing, also if the page keeps them in a list of its own.
  root.setAttribute(MARK, '')
  return () => {
    root.removeAttribute(MARK)
    removeStyles()
  }
}

/** Where the scroll bar takes room that room stays, so that nothing jumps sideways. */
function roomOfScrollBar(root: HTMLElement): string {
  const width = window.innerWidth - root.clientWidth
  const gutter = (getComputedStyle(root) as Partial<CSSStyleDeclaration>).scrollbarGutter
  // jsdom has no layout, so its root has no width. A page that keeps the room in its own way goes on doing so.
  if (width <= 0 || !root.clientWidth || (gutter && gutter !== 'auto')) return ''
  return gutter ? 'scrollbar-gutter:stable!important' : `padding-right:${width}px!important`
}
