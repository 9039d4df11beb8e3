import type { Bridge, Host, HttpRequest, HttpResponse, KeyValueStorage } from '../src/host.js'
import { needsBuiltinPanel, type PanelView } from '../src/panel-view.js'
import type { Refusals } from '../src/recent-refusals.js'
import { fail } from '../src/result.js'
import { version } from '../src/version.js'
import { nativePanel } from './adapters.js'
import { openPanel } from './panel.js'
import type { PanelAdapter, SubscribeMsgOptions, SubscribeMsgProps } from './props.js'

/** Put there by hylid-bridge or the super app. */
declare const my: Bridge | undefined

/** The browser as the flow sees it. All is looked up when it is used: the page may not be ready before. */
export function createBrowserHost(
  props: () => Partial<SubscribeMsgProps>,
  target: SubscribeMsgOptions['target'],
): Host {
  return {
    bridge: () => props().bridge ?? (typeof my === 'undefined' ? undefined : my),
    send,
    storage,
    refusals: () => refusals,
    clock: {
      now: () => Date.now(),
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms)
        return () => clearTimeout(timer)
      },
    },
    openPanel: (view, access) => {
      const adapter = adapterFor(view, props().panel)
      if (adapter) return { surface: adapter.surface ?? 'ADAPTER', panel: adapter.open(view, access) }
      return { surface: 'BUILTIN', panel: openPanel(view, props(), target) }
    },
    openProgress: (view) => (adapterFor(view, props().panel) ? undefined : openPanel(view, props(), target)),
    language: () => (typeof navigator === 'undefined' ? undefined : navigator.language),
    component: `mini-message-h5/${version}`,
    isPageLoading: () => typeof document === 'object' && document.readyState !== 'complete',
    warn: (message, ...thrown) => console.error(`mini-message: ${message}`, ...thrown),
  }
}

/** The panel that is not ours; undefined for the built-in one. */
function adapterFor(view: PanelView, panel: SubscribeMsgProps['panel']): PanelAdapter | undefined {
  if (needsBuiltinPanel(view) || panel === undefined || panel === 'builtin') return undefined
  if (panel === 'native') return nativePanel
  // A page may pass anything.
  if (typeof (panel as Partial<PanelAdapter> | null)?.open === 'function') return panel
  throw fail('INVALID_CONFIG', "The prop panel is not 'builtin' or 'native' and has no open().")
}

/** One record for the page: a session is longer than an instance. */
const refusals: Refusals = {}

/** One request with fetch, without cookies. Rejects when no answer came; the flow bounds the time. */
async function send({ method, url, headers, body }: HttpRequest): Promise<HttpResponse> {
  const response = await fetch(url, { method, headers, credentials: 'omit', body: body ?? null })
  return {
    status: response.status,
    body: await response.text(),
    retryAfter: response.headers.get('retry-after'),
  }
}

/** What localStorage did not take: it may be absent, refused or full. Lives as long as the page. */
const storedInMemory: Record<string, string | undefined> = {}

/** localStorage where it works, else memory. */
export const storage: KeyValueStorage = {
  get(key) {
    try {
      return localStorage.getItem(key) ?? storedInMemory[key]
    } catch {
      return storedInMemory[key]
    }
  },
  set(key, value) {
    storedInMemory[key] = value
    try {
      if (value) localStorage.setItem(key, value)
      else localStorage.removeItem(key)
      // From here on another tab may change it.
      storedInMemory[key] = undefined
    } catch {
      // It stays in memory.
    }
  },
}
