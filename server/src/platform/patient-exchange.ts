import { setTimeout as delay } from 'node:timers/promises'
import type { HttpAnswer, Transport } from './http-exchange.js'
import type { SignedRequest } from './signed-request.js'

/** There was no connection, so not one byte has left: trying again repeats nothing, whatever the interface. */
const neverLeft = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]
const pausesMs = [50, 200]

export type Got = { answer: HttpAnswer } | { error: unknown }

/** One request; again, signed anew, only where no connection could be made and time is left. */
export async function exchangePatiently({
  sign,
  transport,
  timeoutMs,
  totalTimeoutMs,
}: {
  sign: () => SignedRequest
  transport: Transport
  timeoutMs: number
  totalTimeoutMs: number
}): Promise<Got> {
  const endsAt = performance.now() + totalTimeoutMs
  for (let tries = 0; ; tries += 1) {
    const leftMs = Math.max(1, Math.round(endsAt - performance.now()))
    try {
      const { url, headers, body } = sign()
      return {
        answer: await transport.exchange({ url, headers, body, timeoutMs: Math.min(timeoutMs, leftMs) }),
      }
    } catch (error) {
      const pauseMs = pausesMs[tries]
      const { code = '' } = error as { code?: string }
      const isAgain = neverLeft.includes(code) && pauseMs !== undefined
      if (!isAgain || performance.now() + pauseMs >= endsAt) return { error }
      await delay(pauseMs)
    }
  }
}
