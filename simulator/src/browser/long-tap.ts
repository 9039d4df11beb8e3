const longEnoughMs = 500
const stillPixels = 8

/** Tells elements of a press that lasts: browsers have no event for it. */
export function listenForLongTaps(document: Document): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let from = { x: 0, y: 0 }
  document.addEventListener('pointerdown', ({ target, clientX, clientY }) => {
    from = { x: clientX, y: clientY }
    timer = setTimeout(() => {
      target?.dispatchEvent(new CustomEvent('longtap', { bubbles: true, detail: { x: clientX, y: clientY } }))
    }, longEnoughMs)
  })
  document.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (Math.hypot(clientX - from.x, clientY - from.y) > stillPixels) clearTimeout(timer)
  })
  for (const name of ['pointerup', 'pointercancel'])
    document.addEventListener(name, () => clearTimeout(timer))
}
