import { attempt } from '../src/attempt'
import type { Bridge, Host } from '../src/host'
import { isDev } from '../src/dev'
import { openNativePanel } from '../src/native/native-panel'
import { version } from '../src/version'
import { openPanel } from './panel/open-panel'
import type { SubscribeMsgOptions, SubscribeMsgProps } from './props'
import { send } from './send'
import { storage } from './storage'

/** Put there by hylid-bridge or the super app. */
declare const my: Bridge | undefined

/** The browser as the flow sees it. All is looked up when it is used: the page may not be ready before. */
export function createHost(
  props: () => Partial<SubscribeMsgProps>,
  target: SubscribeMsgOptions['target'],
): Host {
  const host: Host = {
    bridge: () => props().bridge || attempt(() => my),
    send,
    storage,
    clock: {
      now: () => Date.now(),
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms)
        return () => clearTimeout(timer)
      },
    },
    openPanel: (view, access) => {
      const { panel, animation } = props()
      // Other panels can only ask, not withdraw.
      if (view.mode === 'ask') {
        if (panel === 'native') return { surface: 'NATIVE', panel: openNativePanel(view, access) }
        if (typeof panel === 'object') return { surface: 'ADAPTER', panel: panel.open(view, access) }
      }
      return { surface: 'BUILTIN', panel: openPanel(view, target || document.body, animation) }
    },
    language: () => attempt(() => navigator.language),
    component: `mini-message-h5/${version}`,
    warn: (message) => console.error(`mini-message: ${message}`),
  }
  if (isDev) {
    host.isPageLoading = () => typeof document === 'object' && document.readyState !== 'complete'
  }
  return host
}
