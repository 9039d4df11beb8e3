import type { AuthCode, Surface } from './contract.js'
import type { PanelAnswer, PanelView } from './panel-view.js'
import type { Refusals } from './recent-refusals.js'

/**
 * The JSAPIs as the page has them: `window.my` in H5, `my` in a mini program, or a fake in a test.
 * All of them may be missing. Shapes differ between super apps, so answers are `unknown` here and are
 * read in `src/jsapi.ts`.
 */
export interface Bridge {
  getAuthCode?(options: JsapiOptions & { scopes: string[] }): unknown
  getAppIdSync?(): unknown
  getSiteInfo?(options: JsapiOptions): unknown
  requestSubscribeMessage?(options: JsapiOptions & { entityIds: string[] }): unknown
}

export interface JsapiOptions {
  success?(answer: unknown): void
  fail?(error: unknown): void
}

export interface HttpRequest {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: string | undefined
  timeoutMs: number
}

export interface HttpResponse {
  status: number
  body: string
  /** The header of that name: seconds. */
  retryAfter?: string | null | undefined
}

export interface KeyValueStorage {
  get(key: string): string | null | undefined
  /** Without a value nothing is left there. */
  set(key: string, value?: string): void
}

export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  now(): number
  /** Calls back once after `ms`; the returned function cancels it. */
  after(ms: number, callback: () => void): () => void
}

/** A panel that is open. */
export interface OpenPanel {
  /** Settles once, with what the person did. */
  answer: Promise<PanelAnswer>
  /** Settles when the text is on the screen. @default when the panel was opened */
  painted?: Promise<void>
  /** Replaces what the panel shows, e.g. that it is submitting or that nothing was subscribed. */
  update(view: PanelView): void
  /** Takes the panel away without an answer. */
  close(): void
}

/** What a panel that is not ours may need to ask in its own way. */
export interface PanelAccess {
  appId: string
  /** The JSAPIs of this page. */
  bridge: Bridge | undefined
  /** A fresh code of the panel's own: neither of the flow's two is given away. Rejects as the open then settles. */
  newAuthCode: () => Promise<AuthCode<'PANEL'>>
}

/** Everything the flow needs from the world; one implementation for each front end, and fakes in tests. */
export interface Host {
  /** Looked up at call time: the bridge script may load after ours. */
  bridge(): Bridge | undefined
  /** Rejects with an error that says why when no answer came. */
  send(request: HttpRequest): Promise<HttpResponse>
  storage: KeyValueStorage
  /** What the user did not want in this session, for all components of the page or mini program. */
  refusals: () => Refusals
  clock: Clock
  openPanel(
    view: PanelView,
    access: PanelAccess,
  ): { panel: OpenPanel; /** Goes into the consent record. */ surface: Surface }
  /** The language the super app or browser is set to (BCP 47), where known. */
  language(): string | undefined
  /** Name and version of the component that asks, e.g. `mini-message-h5/0.1.0`; goes into the consent record. */
  component: string
  /** True while the page loads: no panel should open then. Unknown where it is absent. */
  isPageLoading?(): boolean
  /** Tells a developer, e.g. in the console, what is set up wrongly. */
  warn: (message: string, ...thrown: unknown[]) => void
}
