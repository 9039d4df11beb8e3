import type { Bridge, Host } from '../src/host'
import { version } from '../src/version'
import { openPanel } from './panel/open-panel'
import type { PanelAdapter, SubscribeMsgOptions, SubscribeMsgProps } from './props'
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
  const adapter = (): PanelAdapter | false => {
    const { panel } = props()
    return typeof panel === 'object' && panel
  }
  return {
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
    openPanel: (view) => {
      const other = adapter()
      return other ? other.open(view) : openPanel(view, target || document.body, props().animation)
    },
    surface: () => (adapter() ? 'ADAPTER' : 'BUILTIN'),
    language: () => (typeof navigator === 'undefined' ? undefined : navigator.language),
    component: `mini-message-h5/${version}`,
    warn: (message) => console.error(`mini-message: ${message}`),
  }
}
