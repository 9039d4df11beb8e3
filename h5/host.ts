import type { Bridge, Host } from '../src/host'
import { isDev } from '../src/dev'
import { openNativePanel } from '../src/native/native-panel'
import type { PanelView } from '../src/panel-view'
import { version } from '../src/version'
import { openPanel } from './panel/open-panel'
import type { SubscribeMsgOptions, SubscribeMsgProps } from './props'
import { randomId } from './random-id'
import { send } from './send'
import { storage } from './storage'

/** Put there by hylid-bridge or the super app. */
declare const my: Bridge | undefined

/** The browser as the flow sees it. All is looked up when it is used: the page may not be ready before. */
export function createHost(
  props: () => Partial<SubscribeMsgProps>,
  target: SubscribeMsgOptions['target'],
): Host {
  // Other panels can only ask, not withdraw.
  const panelFor = ({ mode }: PanelView): SubscribeMsgProps['panel'] =>
    mode === 'ask' ? props().panel : 'builtin'
  const host: Host = {
    bridge: () => props().bridge || (typeof my === 'undefined' ? undefined : my),
    send,
    storage,
    clock: {
      now: () => Date.now(),
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms)
        return () => clearTimeout(timer)
      },
    },
    randomId,
    openPanel: (view, access) => {
      const panel = panelFor(view)
      if (panel === 'native') return openNativePanel(view, access)
      return typeof panel === 'object'
        ? panel.open(view, access)
        : openPanel(view, target || document.body, props().animation)
    },
    surface: (view) => {
      const panel = panelFor(view)
      return panel === 'native' ? 'NATIVE' : typeof panel === 'object' ? 'ADAPTER' : 'BUILTIN'
    },
    language: () => (typeof navigator === 'undefined' ? undefined : navigator.language),
    component: `mini-message-h5/${version}`,
    warn: (message) => console.error(`mini-message: ${message}`),
  }
  if (isDev) {
    host.isPageLoading = () => typeof document === 'object' && document.readyState !== 'complete'
  }
  return host
}
