import type { Bridge, OpenPanel, PanelAccess } from '../src/host.js'
import type { SubscribeOptions } from '../src/options.js'
import type { PanelView } from '../src/panel-view.js'
import type { SubscribeResult } from '../src/result.js'

/** Wraps another panel. It shows the view, or asks in its own way, and maps the answer. */
export interface PanelAdapter {
  /** What the consent record calls it. @default 'ADAPTER' */
  surface?: 'NATIVE'
  open(view: PanelView, access: PanelAccess): OpenPanel
}

export interface SubscribeMsgProps extends SubscribeOptions {
  /** Receives each result, before the promise does. */
  callback?: ((result: SubscribeResult) => void) | null
  /** Moves the panel in and out. A person who asked the system for less motion doesn't get it. @default true */
  animation?: boolean
  /** For shops that have only one: `light` or `dark`, whatever the system says. @default 'auto': the system's */
  theme?: 'auto' | 'light' | 'dark'
  /** The JSAPIs, instead of `window.my`. */
  bridge?: Bridge
  /**
   * Which panel asks: ours, AlipayCN's own (`my.requestSubscribeMessage`), or another one that an adapter wraps
   * (`officialPanel`, or the page's own). To withdraw (`manage`) it is always ours: the others can't.
   * @default 'builtin'
   */
  panel?: 'builtin' | 'native' | PanelAdapter
}

export interface SubscribeMsgOptions {
  /** Where the panel is put while it is open. @default document.body at that time, also when it has left the page */
  target?: Element | null
  props?: Partial<SubscribeMsgProps>
}
