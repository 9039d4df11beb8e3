import {
  type JsapiAnswer,
  protocol,
  type BridgeReply,
  type JsapiName,
  type JsapiOptions,
} from './protocol.js'

/** What every asynchronous `my.*` call may bring. */
interface Callbacks {
  success?: (answer: object) => void
  fail?: (error: object) => void
  complete?: (either: object) => void
}

/** Calls success or fail, then complete, which comes also if the first throws. */
function settle(callbacks: Callbacks, answer: JsapiAnswer): void {
  const either = 'success' in answer ? answer.success : answer.fail
  try {
    if ('success' in answer) callbacks.success?.(either)
    else callbacks.fail?.(either)
  } finally {
    callbacks.complete?.(either)
  }
}

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
interface RequestWorld {
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

/** The parts of `window` that the line needs; tests bring their own. */
interface FrameWindow {
  parent: { postMessage(message: unknown, targetOrigin: string): void }
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

type CallPhone = <Name extends JsapiName>(
  name: Name,
  options: JsapiOptions[Name],
  answered: (answer: JsapiAnswer) => void,
) => void

/**
 * Asks the phone page around this frame. Only that page is asked (target origin) and only its answers
 * count: they come from the parent window and the sandbox's origin.
 */
export function phoneLine(frame: FrameWindow, phoneOrigin: string): CallPhone {
  const waiting = new Map<number, (answer: JsapiAnswer) => void>()
  let lastId = 0

  frame.addEventListener('message', (event) => {
    if (event.source !== frame.parent || event.origin !== phoneOrigin || !isReply(event.data)) return
    const answered = waiting.get(event.data.id)
    waiting.delete(event.data.id)
    answered?.(event.data.answer)
  })

  return (name, options, answered) => {
    if (Object.is(frame.parent, frame)) {
      const errorMessage = `my.${name} needs the sandbox's phone around this page: open ${phoneOrigin}/ instead.`
      answered({ fail: { error: 4, errorMessage } })
      return
    }
    lastId += 1
    waiting.set(lastId, answered)
    frame.parent.postMessage({ protocol, id: lastId, name, options }, phoneOrigin)
  }
}

const isReply = (data: unknown): data is BridgeReply =>
  typeof data === 'object' &&
  data !== null &&
  'protocol' in data &&
  data.protocol === protocol &&
  'answer' in data

interface World {
  appId: string
  /** Alipay China's form is an object, other super apps give the plain text. */
  appIdShape: 'object' | 'string'
  /** Where an HTTP status of 400 or more goes: the documents of my.request say both. */
  httpErrors: 'success' | 'fail'
  callPhone: CallPhone
  send: typeof fetch
}

const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise)

/** The JSAPIs that an H5 mini program finds at `window.my`: callbacks, no promises, as hylid-bridge has them. */
export function createMy({ appId, appIdShape, httpErrors, callPhone, send }: World) {
  const my = {
    getAppIdSync: () => (appIdShape === 'object' ? { appId } : appId),

    getSiteInfo(options: Callbacks = {}): void {
      callPhone('getSiteInfo', {}, (answer) => settle(options, answer))
    },

    getAuthCode(options: Callbacks & { scopes?: string | string[] } = {}): void {
      const scopes = [options.scopes ?? 'auth_base'].flat()
      callPhone('getAuthCode', { scopes }, (answer) => settle(options, answer))
    },

    requestSubscribeMessage(options: Callbacks & { entityIds?: unknown } = {}): void {
      // A wrong list is for the super app to refuse: it has a code for that.
      const entityIds = Array.isArray(options.entityIds) ? options.entityIds.map(String) : []
      callPhone('requestSubscribeMessage', { entityIds }, (answer) => settle(options, answer))
    },

    showToast(options: Callbacks & { content?: string; type?: string; duration?: number } = {}): void {
      const { duration = 3000 } = options
      const toast = { content: text(options.content), type: text(options.type, 'none'), duration }
      callPhone('showToast', toast, (answer) => settle(options, answer))
    },

    alert(options: Callbacks & { title?: string; content?: string; buttonText?: string } = {}): void {
      const { title, content, buttonText } = options
      const shown = { title: text(title), content: text(content), buttonText: text(buttonText) }
      callPhone('alert', shown, (answer) => settle(options, answer))
    },

    request: (options: RequestOptions) => request({ send, httpErrors }, options),

    /** Knows API names; of their options and return values it says nothing. */
    canIUse: (query: string) => query in my,
  }
  return my
}
