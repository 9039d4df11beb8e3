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

/** The network, and where an HTTP error goes: the page of my.request says success, its error table 19. */
export interface RequestWorld {
  send: typeof fetch
  httpErrors: 'success' | 'fail'
}

/** `my.request`. */
export function request(world: RequestWorld, options: RequestOptions): { abort(): void } {
  const controller = new AbortController()
  let isAborted = false
  const timer = setTimeout(() => controller.abort(), options.timeout ?? 30_000)
  void exchange(world, options, controller.signal)
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
  { send, httpErrors }: RequestWorld,
  options: RequestOptions,
  signal: AbortSignal,
): Promise<JsapiAnswer> {
  const method = (options.method ?? 'GET').toUpperCase()
  const isTyped = Object.keys(options.headers ?? {}).some((name) => name.toLowerCase() === 'content-type')
  const headers = { ...(!isTyped && { 'content-type': 'application/json' }), ...options.headers }
  const response = await send(urlOf(options, method), { method, headers, signal, ...bodyOf(options, method) })
  const { status } = response
  if (status >= 400 && httpErrors === 'fail') return failure(19)
  const data = await dataOf(response, options.dataType)
  return { success: { data, status, headers: Object.fromEntries(response.headers) } }
}

async function dataOf(response: Response, dataType = 'json'): Promise<unknown> {
  if (dataType === 'arraybuffer') return response.arrayBuffer()
  if (dataType === 'base64') {
    const bytes = new Uint8Array(await response.arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  }
  const text = await response.text()
  return dataType === 'json' && text !== '' ? JSON.parse(text) : text
}

function urlOf({ url, data }: RequestOptions, method: string): string {
  if (method !== 'GET' || typeof data !== 'object') return url
  return `${url}${url.includes('?') ? '&' : '?'}${encoded(data)}`
}

const encoded = (data: Record<string, unknown>): string =>
  new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)])).toString()

function bodyOf({ data, headers = {} }: RequestOptions, method: string): { body?: string } {
  if (method === 'GET' || data === undefined) return {}
  if (typeof data === 'string') return { body: data }
  const isForm = Object.entries(headers).some(
    ([name, value]) => name.toLowerCase() === 'content-type' && value.includes('x-www-form-urlencoded'),
  )
  return { body: isForm ? encoded(data) : JSON.stringify(data) }
}

const messages = {
  9: 'request:fail abort',
  12: 'The network failed, or the server does not allow this page (CORS).',
  13: 'The server did not answer in time.',
  14: 'The answer is not JSON: set dataType to text.',
  19: 'The server answered with an HTTP error.',
} as const

const failure = (error: keyof typeof messages): JsapiAnswer => ({
  fail: { error, errorMessage: messages[error] },
})
