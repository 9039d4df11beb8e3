import type { SubscribeMsgProps } from './props.js'

/** An open panel, as the others have to know it. */
export interface OpenLayer {
  /** What had the focus when it opened, and the document or shadow root that it stood in. */
  opener: Element | null
  home: Document | ShadowRoot
}

/** What all copies of the script on a page have in common: a page may load two, also of two versions. */
export interface PageState {
  /** What `configure` and the script tag said. */
  props: Partial<SubscribeMsgProps>
  /** The open panels, the topmost last. */
  layers: OpenLayer[]
  /** Lets the page scroll again; there while a panel is open. */
  unlock?: (() => void) | undefined
}

/** The number is that of this shape: it goes up with the first change that an older copy can't live with. */
const KEY = Symbol.for('mini-message:1')

// On a server it belongs to the module: nothing is put on Node's global object.
const owner = (typeof window === 'undefined' ? {} : window) as Partial<Record<symbol, PageState>>

export const pageState = (): PageState => (owner[KEY] ??= { props: {}, layers: [] })
