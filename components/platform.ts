import type { Host, HttpRequest, HttpResponse, KeyValueStorage } from '../src/host.js'
import type { PanelView } from '../src/panel-view.js'
import { version } from '../src/version.js'
import { sharedState } from './shared-state.js'

/** The mini program as the flow sees it; `openPanel` is the component's. */
export const createMyHost = (openPanel: Host['openPanel']): Host => ({
  bridge: () => (typeof my === 'undefined' ? undefined : my),
  send: sendByMy,
  storage: myStorage,
  refusals: () => sharedState().refusals,
  clock: {
    now: () => Date.now(),
    after(ms, callback) {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
  },
  openPanel,
  language: languageOfMy,
  component: `mini-message-dsl/${version}`,
  warn,
})

/** Tells a developer, in the console. */
export const warn: Host['warn'] = (...words) => console.warn(...words)

const myStorage: KeyValueStorage = {
  get(key) {
    const { data } = my.getStorageSync({ key })
    return typeof data === 'string' ? data : null
  },
  set(key, value) {
    if (value) my.setStorageSync({ key, data: value })
    else my.removeStorageSync({ key })
  },
}

/** The language the super app is set to, e.g. `zh-Hans` or `en`; undefined where it does not say. */
export function languageOfMy(): string | undefined {
  try {
    const { language } = my.getSystemInfoSync() as { language?: string }
    return language ? language : undefined
  } catch {
    return undefined
  }
}

/**
 * For a page that has no handler for it: a component can't open an address by itself, since that takes a web-view page
 * and an allowed domain.
 */
export function showPrivacyUrl({ privacyUrl, privacyLabel, closeLabel }: PanelView): void {
  void my.alert({ title: privacyLabel, content: privacyUrl, buttonText: closeLabel })
}

/** `my.request`'s error for a status that is not 2xx; whether it comes here or to `success` differs between clients. */
const HTTP_ERROR = 19

/** The fields of both callbacks, under the names of newer and older clients. */
interface RawAnswer {
  data?: unknown
  status?: unknown
  statusCode?: unknown
  headers?: unknown
  header?: unknown
  error?: unknown
  errorMessage?: unknown
}

type Send = (fields: Record<string, unknown>) => unknown

/** Sends by `my.request`, or `my.httpRequest` where only that exists. Rejects with what it said when no answer came. */
export function sendByMy(request: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const send = requestOfMy()
    if (!send) {
      reject(new Error('no my.request'))
      return
    }
    send({
      url: request.url,
      method: request.method,
      headers: request.headers,
      // `data` is documented as an object only: with a JSON content-type the client serialises it.
      ...(request.body && { data: JSON.parse(request.body) as object }),
      // JSON as text: a body that is not JSON would otherwise come as error 14 without its status.
      dataType: 'text',
      timeout: request.timeoutMs,
      success: (answer: RawAnswer) => {
        const response = responseOf(answer)
        if (response) resolve(response)
        else reject(new Error('my.request: no status'))
      },
      fail: (error: RawAnswer) => {
        const response = error.error === HTTP_ERROR ? responseOf(error) : undefined
        if (response) resolve(response)
        else reject(new Error(`my.request: ${String(error.error)} ${String(error.errorMessage)}`))
      },
    })
  })
}

function requestOfMy(): Send | undefined {
  const api = my as unknown as { request?: Send; httpRequest?: Send }
  return api.request ?? api.httpRequest
}

function responseOf(raw: RawAnswer): HttpResponse | undefined {
  const status = Number(raw.status ?? raw.statusCode)
  if (!(status > 0)) return undefined
  const body = typeof raw.data === 'string' ? raw.data : JSON.stringify(raw.data ?? '')
  return { status, body, retryAfter: retryAfterIn(raw.headers ?? raw.header) }
}

function retryAfterIn(headers: unknown): string | undefined {
  let found: string | undefined
  // Some clients give a list of single-header objects.
  for (const part of ([] as unknown[]).concat(headers))
    for (const name in part as Record<string, unknown>)
      if (name.toLowerCase() === 'retry-after') found = String((part as Record<string, unknown>)[name])
  return found
}
