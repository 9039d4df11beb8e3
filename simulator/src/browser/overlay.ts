import { originalPlace } from './original-place.js'

/** Shows an error over the program; more are added to those that are there. */
export function showError(error: unknown): void {
  const overlay = document.querySelector('.a-errors') ?? newOverlay()
  const { place, problem, stack } = readError(error)
  const article = document.createElement('article')
  const shownPlace = article.appendChild(document.createElement('b'))
  shownPlace.textContent = place
  article.append(problem)
  overlay.insertBefore(article, overlay.querySelector('footer'))
  if (place === '')
    void originalPlace(stack).then((found) => {
      shownPlace.textContent = found ?? ''
    })
}

function newOverlay(): Element {
  const overlay = document.body.appendChild(document.createElement('section'))
  overlay.className = 'a-errors'
  overlay.setAttribute('role', 'alert')
  const close = overlay.appendChild(document.createElement('button'))
  close.textContent = '×'
  close.setAttribute('aria-label', 'Close')
  close.onclick = () => overlay.remove()
  overlay.appendChild(document.createElement('h1')).textContent = 'This mini program has an error'
  overlay.appendChild(document.createElement('footer')).textContent =
    "Correct it and save: the page reloads. The browser's console has the whole error."
  return overlay
}

/** Errors of templates bring their place along, those of scripts have it in their stack. */
function readError(error: unknown): { place: string; problem: string; stack: string } {
  const message = error instanceof Error ? error.message : String(error)
  const [, place = '', problem = message] = /^(\/?\S+:\d+:\d+): (.*)$/s.exec(message) ?? []
  return { place, problem, stack: (error instanceof Error && error.stack) || '' }
}
