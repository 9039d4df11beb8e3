import type { PanelAnswer } from '../src/panel-view.js'
import { fail } from '../src/result.js'
import { addStyles } from './add-styles.js'
import { holdFocus, isFocusLost, keepFocusInside, restoreFocus, whatHasFocus } from './focus.js'
import { type OpenLayer, pageState } from './page-state.js'
import { lockPage } from './scroll-lock.js'
import { createShield } from './shield.js'

export type CloseReason = Extract<PanelAnswer, { type: 'CLOSED' }>['by']

export interface LayerOptions {
  /** Below it the layer stands. One that is not on the page, any more, is replaced by the body. */
  target: Element | null | undefined
  /** The box with the content; it can take the focus. */
  sheet: HTMLElement
  /** Names, language and theme of the dialog. */
  attributes: Record<string, string>
  /** Of the content. */
  styles: string
  /** Called once. The page may also have taken the layer away, or hidden it: that is `close`. */
  onClose: (by: CloseReason) => void
}

/** The layer over the page. What is marked with `closesAlways` works at any time, the rest only when it was read. */
export interface Layer {
  /** Says which element holds the answers. Settles when they have been painted; half a second later they count. */
  guard(answers: Element): Promise<void>
  close(by: CloseReason): void
}

/** For the controls that take the layer away without an answer. */
export const closesAlways = { 'data-closes': '' }

/**
 * The page's rules reach the host, also with `!important`: ours win inside a shadow root. The dialog fills the
 * window, so that the mask is the same with and without the browser's top layer; only there z-index counts.
 * While the shield is up, scrolling goes on.
 */
const styles = `
:host{all:initial!important;display:contents!important}
dialog{display:flex;position:fixed;top:0;left:0;z-index:var(--mini-message-z-index,2147483647);
box-sizing:border-box;width:100%;max-width:none;height:100%;max-height:none;margin:0;border:0;padding:env(safe-area-inset-top) 0 0;
overflow:hidden;overscroll-behavior:contain;background:#0009;touch-action:pinch-zoom}
dialog::backdrop{background:0 0}
.shielded a,.shielded button:not([data-closes]),.shielded input,.shielded label,.shielded summary{pointer-events:none}
`

/**
 * Opens a modal dialog in a shadow root: on top of everything, the page behind locked and out of reach. The browser
 * does that (`showModal`); where it can't, a small replacement does. What is done to the page ends with the layer,
 * also when it is the page that takes it away.
 */
export function openLayer({ target, sheet, attributes, styles: ofContent, onClose }: LayerOptions): Layer {
  const page = pageState()
  const host = createHost()
  const root = host.attachShadow({ mode: 'open' })
  const dialog = document.createElement('dialog')
  const shield = createShield(dialog, sheet)
  const entry: OpenLayer = whatHasFocus()
  const listening: (() => void)[] = []
  // Not before iOS 15.4 and Chrome 37.
  const isNative: boolean = 'showModal' in dialog
  let isOver = false

  const listen = (on: EventTarget, names: string, handle: (event: never) => void): void => {
    for (const name of names.split(' ')) {
      on.addEventListener(name, handle as EventListener, true)
      listening.push(() => on.removeEventListener(name, handle as EventListener, true))
    }
  }
  const isTopmost = (): boolean => page.layers[page.layers.length - 1] === entry
  const focusSheet = (): void => sheet.focus({ preventScroll: true })

  function show(): void {
    if (isNative) dialog.showModal()
    else dialog.setAttribute('open', '')
    focusSheet()
  }

  function close(by: CloseReason): void {
    if (isOver) return
    isOver = true
    listening.forEach((stop) => stop())
    shield.stop()
    const hadFocus = isTopmost()
    page.layers = page.layers.filter((one) => one !== entry)
    // The focus was here when another layer opened: it will go where this one would give it.
    for (const other of page.layers) if (other.home === root) Object.assign(other, entry)
    // Gives the focus back by itself, even into closed shadow roots.
    if (isNative) dialog.close()
    // Where the opener is gone, or the browser has no modal dialogs.
    ;(root.activeElement as HTMLElement | null)?.blur()
    moveOut(host, dialog)
    if (page.layers.length === 0) {
      page.unlock?.()
      page.unlock = undefined
    }
    if (hadFocus && isFocusLost()) restoreFocus(entry.opener, entry.home)
    onClose(by)
  }

  function handleKey(event: KeyboardEvent): void {
    if (!isTopmost()) return
    const { key, type } = event
    const path = event.composedPath()
    if (key === 'Escape' && type === 'keydown') {
      event.preventDefault()
      event.stopPropagation()
      if (event.repeat) return
      close('escape')
      swallowRestOfEscape()
    }
    if (key === 'Tab' && type === 'keydown') keepFocusInside(root, event)
    if ((key === 'Enter' || key === ' ') && path.includes(root)) shield.pressKey(event, path[0] as Element)
  }

  for (const [name, value] of Object.entries(attributes)) dialog.setAttribute(name, value)
  shield.raise()
  dialog.append(sheet)
  root.append(dialog)
  keepEventsInside(root)

  listen(window, 'keydown keyup', handleKey)
  listen(window, 'visibilitychange pageshow', () => shield.raise())
  listen(root, 'animationend transitionend', () => shield.look())
  listen(root, 'onpointerdown' in window ? 'pointerdown' : 'mousedown', (event: Event) =>
    shield.press(event.target as Element),
  )
  listen(root, 'mouseup', (event: Event) => shield.release(event.target as Element))
  listen(root, 'click', (event: MouseEvent) => {
    const at = event.target as Element
    if (!shield.counts(event, at)) {
      event.preventDefault()
      event.stopPropagation()
    } else if (at === dialog) close('mask')
  })
  // A press on the mask would take the focus from the sheet.
  listen(root, 'mousedown', (event: Event) => {
    if (event.target === dialog) event.preventDefault()
  })
  // The browser has closed it: the back gesture of Android, or an assistive technology.
  dialog.onclose = () => {
    if (!dialog.open) close('back')
  }
  host.onDisconnect = () => {
    if (isOver || !host.isConnected) {
      close('close')
      return
    }
    // Moved: the browser has taken it off the top layer, though it is still open.
    if (isNative) dialog.close()
    show()
    shield.raise()
  }

  // Before the layer stands on the page: the lock measures it, which would lay the panel out twice.
  page.unlock ??= lockPage()
  ;(target?.isConnected ? target : document.body).append(host)
  // Not before: WebKit does not look at `:host` of a sheet from then where the page hides the host.
  addStyles(root, styles + ofContent)
  page.layers.push(entry)
  show()
  if (!isShown(dialog)) {
    close('close')
    throw fail('UNAVAILABLE', 'The target of the panel is hidden.')
  }
  if (!isNative) listen(window, 'focusin', holdFocus(host, isTopmost, focusSheet))
  if (typeof ResizeObserver === 'function') {
    const observer = new ResizeObserver(() => {
      if (isShown(dialog)) shield.look()
      else close('close')
    })
    for (const box of [dialog, sheet, ...Array.from(sheet.children)]) observer.observe(box)
    listening.push(() => observer.disconnect())
  }

  return { guard: (answers) => shield.guard(answers), close }
}

/** Longer than it takes to move out. */
const GONE_AFTER_MS = 400

/**
 * What moves out is a picture: nothing of it can be reached, and the page is usable at once. Only where the picture
 * can lie on top of the page; elsewhere, and where nothing moves, the layer is gone at once.
 */
function moveOut(host: HTMLElement, dialog: HTMLElement): void {
  const remove = (): void => host.remove()
  if (!host.isConnected || !('showPopover' in dialog)) {
    remove()
    return
  }
  dialog.inert = true
  // Also for tests in a browser: they look for what assistive technologies find.
  dialog.setAttribute('aria-hidden', 'true')
  dialog.popover = 'manual'
  dialog.showPopover()
  dialog.classList.add('leaving')
  const movements = dialog
    .getAnimations({ subtree: true })
    .filter(({ effect }) => effect?.getTiming().iterations === 1)
  void Promise.all(movements.map(({ finished }) => finished)).then(remove, remove)
  // Below a target with `content-visibility: auto` Firefox never moves it.
  setTimeout(remove, GONE_AFTER_MS)
}

interface LayerHost extends HTMLElement {
  /** Called soon after it has left its place, for good or for another one. */
  onDisconnect?: () => void
}

const TAG = 'mini-message-panel'

/** Defined when the first layer opens, once for all copies of the script: Node has no HTMLElement. */
function createHost(): LayerHost {
  if (!customElements.get(TAG)) {
    customElements.define(
      TAG,
      class extends HTMLElement {
        declare onDisconnect?: () => void
        disconnectedCallback(): void {
          // By then an element that is only moved stands in its new place.
          void Promise.resolve().then(() => this.onDisconnect?.())
        }
      },
    )
  }
  const host: LayerHost = document.createElement(TAG)
  host.className = TAG
  return host
}

/**
 * Every event of a person that bubbles out of a shadow root: the others, such as `change` and those of animations, end
 * there. Asking the element for all its `on…` names takes longer than drawing the panel.
 */
const leavingTheRoot = (
  'click dblclick auxclick contextmenu pointerdown pointerup pointermove pointerover pointerout pointercancel ' +
  'gotpointercapture lostpointercapture mousedown mouseup mousemove mouseover mouseout touchstart touchend touchmove ' +
  'touchcancel wheel keydown keypress keyup beforeinput input focusin focusout copy cut paste dragstart drag dragend ' +
  'dragenter dragleave dragover drop'
).split(' ')

/** No listener of the page hears what happens on the panel, unless it listens in the capture phase. */
function keepEventsInside(root: ShadowRoot): void {
  const stop = (event: Event): void => event.stopPropagation()
  for (const name of leavingTheRoot) root.addEventListener(name, stop, { passive: true })
}

/** Whether a person can see it. In jsdom nothing has a box. */
function isShown(dialog: HTMLElement): boolean {
  const hasBox = (element: Element): boolean => element.getClientRects().length > 0
  return hasBox(dialog) || !hasBox(document.documentElement)
}

/** A held Escape, and its coming up, belong to the panel that it closed, not to the page. */
function swallowRestOfEscape(): void {
  const swallow = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    if (event.type === 'keyup' || event.repeat) event.stopImmediatePropagation()
    if (!event.repeat) toggle('removeEventListener')
  }
  const toggle = (how: 'addEventListener' | 'removeEventListener'): void => {
    window[how]('keydown', swallow as EventListener, true)
    window[how]('keyup', swallow as EventListener, true)
  }
  toggle('addEventListener')
}
