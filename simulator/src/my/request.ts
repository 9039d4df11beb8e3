import { JsapiError, type Options } from './callbacks.js'

/** `my.request` over fetch: every HTTP status is a success, as the platform's page says. */
export async function request(options: Options): Promise<object> {
  const method = (typeof options['method'] === 'string' ? options['method'] : 'GET').toUpperCase()
  const timeout = typeof options['timeout'] === 'number' ? options['timeout'] : 30_000
  const headers = { 'content-type': 'application/json', ...(options['headers'] as Record<string, string>) }
  const response = await send(urlOf(options, method), {
    method,
    headers,
    body: method === 'GET' ? null : bodyOf(options['data'], headers['content-type']),
    signal: AbortSignal.timeout(timeout),
  })
  const text = await response.text()
  return {
    data: (options['dataType'] ?? 'json') === 'json' ? parsed(text) : text,
    status: response.status,
    headers: Object.fromEntries(response.headers),
  }
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      throw new JsapiError(13, 'The server did not answer in time.')
    throw new JsapiError(12, `The network failed, or ${url} does not allow this page (CORS).`)
  }
}

function parsed(text: string): unknown {
  if (text === '') return ''
  try {
    return JSON.parse(text)
  } catch {
    throw new JsapiError(14, 'The answer is not JSON: set dataType to text.')
  }
}

function urlOf({ url, data }: Options, method: string): string {
  const address = String(url)
  if (method !== 'GET' || typeof data !== 'object' || data === null) return address
  const query = new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)]))
  return `${address}${address.includes('?') ? '&' : '?'}${query.toString()}`
}

function bodyOf(data: unknown, contentType: string | undefined): string | null {
  if (data === undefined || data === null) return null
  if (typeof data === 'string') return data
  if (typeof data !== 'object') return JSON.stringify(data)
  if (!contentType?.includes('x-www-form-urlencoded')) return JSON.stringify(data)
  return new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)])).toString()
}
