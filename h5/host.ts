import { attempt } from '../src/attempt.js'
import type { Bridge, Host } from '../src/host.js'
import { fail } from '../src/errors.js'
import { version } from '../src/version.js'
import { openPanel } from './panel/open-panel.js'
import type { PanelAdapter, SubscribeMsgOptions, SubscribeMsgProps } from './props.js'
import { send } from './send.js'
import { storage } from './storage.js'

const noPanel = `The prop panel is neither 'builtin' nor has it open(). AlipayCN's own is nativePanel, which the module exports.`

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
      const other = panel !== 'builtin' && (panel as Partial<PanelAdapter> | undefined)
      if (view.mode === 'ask' && other) {
        if (!other.open) throw fail('INVALID_CONFIG', __DEV__ ? noPanel : 'panel')
        return { surface: other.surface || 'ADAPTER', panel: other.open(view, access) }
      }
      return { surface: 'BUILTIN', panel: openPanel(view, target || document.body, animation) }
    },
    language: () => attempt(() => navigator.language),
    component: `mini-message-h5/${version}`,
    warn: (message) => console.error(`mini-message: ${message}`),
  }
  if (__DEV__) {
    host.isPageLoading = () => typeof document === 'object' && document.readyState !== 'complete'
  }
  return host
}
