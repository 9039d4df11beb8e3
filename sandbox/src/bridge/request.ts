import { settle, type Callbacks } from './callbacks.js'
import type { JsapiAnswer } from './protocol.js'

export interface RequestOptions extends Callbacks {
  url: string
  method?: string
  headers?: Record<string, string>
  data?: Record<string, unknown> | string
  dataType?: string
  /** Milliseconds. @default 30000 */
  timeout?: number
}

/** `my.request`: any HTTP status is a success, as the platform's page says; its error table differs. */
export function request(send: typeof fetch, options: RequestOptions): { abort(): void } {
  const controller = new AbortController()
  let isAborted = false
  const timer = setTimeout(() => controller.abort(), options.timeout ?? 30_000)
  void exchange(send, options, controller.signal)
    .catch((error: unknown): JsapiAnswer =>
      failure(isAborted ? 9 : controller.signal.aborted ? 13 : error instanceof SyntaxError ? 14 : 12),
    )
    .then((answer) => {
      clearTimeout(timer)
      settle(options, answer)
    })
  return {
    abort() {
      isAborted = true
      controller.abort()
    },
  }
}

async function exchange(
  send: typeof fetch,
  options: RequestOptions,
  signal: AbortSignal,
): Promise<JsapiAnswer> {
  const method = (options.method ?? 'GET').toUpperCase()
  const headers = { 'content-type': 'application/json', ...options.headers }
  const response = await send(urlOf(options, method), { method, headers, signal, ...bodyOf(options, method) })
  const text = await response.text()
  const data: unknown = (options.dataType ?? 'json') === 'json' && text !== '' ? JSON.parse(text) : text
  const { status } = response
  return { success: { data, status, headers: Object.fromEntries(response.headers) } }
}

function urlOf({ url, data }: RequestOptions, method: string): string {
  if (method !== 'GET' || typeof data !== 'object') return url
  const query = new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)]))
  return `${url}${url.includes('?') ? '&' : '?'}${query.toString()}`
}

const bodyOf = ({ data }: RequestOptions, method: string): { body?: string } =>
  method === 'GET' || data === undefined
    ? {}
    : { body: typeof data === 'string' ? data : JSON.stringify(data) }

const messages = {
  9: 'request:fail abort',
  12: 'The network failed, or the server does not allow this page (CORS).',
  13: 'The server did not answer in time.',
  14: 'The answer is not JSON: set dataType to text.',
} as const

const failure = (error: keyof typeof messages): JsapiAnswer => ({
  fail: { error, errorMessage: messages[error] },
})
