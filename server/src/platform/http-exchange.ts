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
      // Half the cost of AbortSignal.timeout, whose timer lives on after the answer.
      const aborting = new AbortController()
      const timer = setTimeout(() => {
        aborting.abort(new DOMException('no answer in time', 'TimeoutError'))
      }, timeoutMs)
      try {
        const { signal } = aborting
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
