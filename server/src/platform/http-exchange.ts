import { EventEmitter } from 'node:events'
import { Agent, request, type Dispatcher } from 'undici'

export interface HttpAnswer {
  status: number
  /** Lower-case names; the first of several. */
  header(name: string): string | undefined
  body: string
}

export type HttpExchange = (options: {
  url: string
  headers: Record<string, string>
  body: string
  timeoutMs: number
}) => Promise<HttpAnswer>

export interface Transport {
  exchange: HttpExchange
  /** Lets running requests end, then closes the connections. */
  close(): Promise<void>
}

/** An answer of the platform is small; anything larger is not one. */
const maxResponseSize = 1024 * 1024

/** POST over connections that stay open between requests. */
export function keepAliveTransport(): Transport {
  const agent = new Agent({ connections: 64, keepAliveTimeout: 30_000, maxResponseSize })
  return {
    exchange: async ({ url, headers, body, timeoutMs }) => {
      // A fifteenth of the cost of an AbortController; undici takes either.
      const signal: EventEmitter & { reason?: unknown } = new EventEmitter()
      const timer = setTimeout(() => {
        signal.reason = new DOMException('no answer in time', 'TimeoutError')
        signal.emit('abort')
      }, timeoutMs)
      try {
        const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher: agent })
        return { status: answer.statusCode, header: first(answer.headers), body: await answer.body.text() }
      } finally {
        clearTimeout(timer)
      }
    },
    close: () => agent.close(),
  }
}

const first = (headers: Dispatcher.ResponseData['headers']) => (name: string) => {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}
