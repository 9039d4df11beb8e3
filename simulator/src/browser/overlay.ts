/** An error as the overlay shows it. */
export interface ShownError {
  /** `file:line:column`, or empty. */
  place: string
  problem: string
  remedy: string
}

/** Shows errors over the program; more are added to those that are there. */
export function showErrors(errors: ShownError[]): void {
  const known = document.querySelector('.a-errors')
  const overlay = known ?? document.body.appendChild(document.createElement('section'))
  if (!known) {
    overlay.className = 'a-errors'
    overlay.setAttribute('role', 'alert')
    const close = overlay.appendChild(document.createElement('button'))
    close.textContent = '×'
    close.setAttribute('aria-label', 'Close')
    close.onclick = () => overlay.remove()
    overlay.appendChild(document.createElement('h1')).textContent = 'This mini program has an error'
  }
  for (const { place, problem, remedy } of errors) {
    const article = overlay.appendChild(document.createElement('article'))
    article.appendChild(document.createElement('b')).textContent = place
    article.append([problem, remedy].filter(Boolean).join('. '))
  }
}

/** What was thrown, in the overlay's form. */
export function shownError(error: unknown): ShownError {
  const message = error instanceof Error ? error.message : String(error)
  const [, place = '', problem = message] = /^(\/?\S+:\d+:\d+): (.*)$/s.exec(message) ?? []
  const from = error instanceof Error && !place ? (error.stack?.split('\n')[1]?.trim() ?? '') : ''
  return { place: place || from, problem, remedy: '' }
}
