import { attempt } from '../src/attempt'
import type { Bridge, Host } from '../src/host'
import { isDev } from '../src/dev'
import { fail } from '../src/errors'
import { version } from '../src/version'
import { openPanel } from './panel/open-panel'
import type { PanelAdapter, SubscribeMsgOptions, SubscribeMsgProps } from './props'
import { send } from './send'
import { storage } from './storage'

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
        if (!other.open) throw fail('INVALID_CONFIG', isDev ? noPanel : 'panel')
        return { surface: other.surface || 'ADAPTER', panel: other.open(view, access) }
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
