import type { KeyObject } from 'node:crypto'
import { isoTime, systemClock, type Clock } from '../clock.js'
import { signParts, type SigningKey } from '../signing/sign.js'
import { verifyParts } from '../signing/verify.js'
import { keepAliveTransport, type HttpAnswer, type Transport } from './http-exchange.js'
import type { Outcome, Unknown } from './outcome.js'
import { readAnswer, unverifiedCode, type Fields } from './read-answer.js'

export interface PlatformClientOptions {
  /** Host and path prefix, e.g. `https://host/api/open`. The prefix is part of what is signed. */
  baseUrl: string
  clientId: string
  signingKey: SigningKey
  /** Of the platform; two while one replaces the other. */
  platformPublicKeys: readonly KeyObject[]
  /** Bounds one request, milliseconds. @default 10000 */
  timeoutMs?: number
  clock?: Clock
  /** @default undici with keep-alive */
  transport?: Transport
}

/**
 * Signs, sends, verifies, reads. Knows no interface: those are the functions beside this file, which say
 * what goes in and what comes out.
 */
export class PlatformClient {
  readonly #options: Required<Omit<PlatformClientOptions, 'baseUrl'>>
  readonly #base: URL

  constructor({ baseUrl, ...options }: PlatformClientOptions) {
    this.#base = new URL(baseUrl.replace(/\/+$/, ''))
    this.#options = { timeoutMs: 10_000, clock: systemClock, transport: keepAliveTransport(), ...options }
  }

  /** Milliseconds one request may take. */
  get timeoutMs(): number {
    return this.#options.timeoutMs
  }

  /** Never rejects: what goes wrong on the way is an outcome. `path` as in the documents, e.g. `/v2/…`. */
  async call<T>(path: string, request: object, pick: (fields: Fields) => T | undefined): Promise<Outcome<T>> {
    const { clientId, signingKey, clock, transport, timeoutMs } = this.#options
    const body = JSON.stringify(request)
    const uri = (this.#base.pathname === '/' ? '' : this.#base.pathname) + path
    const time = isoTime(clock.now())
    const headers = {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': clientId,
      'request-time': time,
      signature: signParts({ uri, clientId, time, body }, signingKey),
    }
    let answer: HttpAnswer
    try {
      answer = await transport.exchange({ url: this.#base.origin + uri, headers, body, timeoutMs })
    } catch (error) {
      return noAnswer(error, timeoutMs)
    }
    return withRetryAfter(this.#refusal(uri, answer) ?? readAnswer(answer.body, pick), answer, clock.now())
  }

  /** Why an answer may not be believed; undefined when it may. */
  #refusal(uri: string, answer: HttpAnswer): Unknown | undefined {
    const { clientId, platformPublicKeys, clock } = this.#options
    if (answer.status !== 200) return unbelieved('HTTP_STATUS', `HTTP status ${answer.status}`, answer)
    if (answer.header('client-id') !== clientId) {
      return unbelieved('UNVERIFIED', 'its Client-Id is missing or not ours', answer)
    }
    const verification = verifyParts(
      { uri, clientId, time: answer.header('response-time') ?? '', body: answer.body },
      { header: answer.header('signature'), publicKeys: platformPublicKeys, nowMs: clock.now() },
    )
    return verification.valid ? undefined : unbelieved('UNVERIFIED', verification.detail, answer)
  }

  /** Lets running requests end, then closes the connections. */
  close(): Promise<void> {
    return this.#options.transport.close()
  }
}

/** Retry-After is a number of seconds or a date. */
function withRetryAfter<T>(outcome: Outcome<T>, answer: HttpAnswer, now: number): Outcome<T> {
  const given = answer.header('retry-after')
  if (given === undefined || outcome.outcome === 'SENT') return outcome
  const ms = /^\d+$/.test(given) ? Number(given) * 1_000 : Date.parse(given) - now
  return ms > 0 ? { ...outcome, retryAfterMs: ms } : outcome
}

function noAnswer(error: unknown, timeoutMs: number): Unknown {
  // Read by shape: what AbortSignal throws is no Error of this realm under every loader.
  const { name = '', code = name } = error as { name?: string; code?: string }
  if (name === 'TimeoutError') {
    return {
      outcome: 'UNKNOWN',
      reason: 'TIMEOUT',
      message: `no answer within ${timeoutMs} ms`,
      remedy: 'It is sent again with the same requestId; if this lasts, ask the platform.',
    }
  }
  return {
    outcome: 'UNKNOWN',
    reason: 'NETWORK',
    message: `no answer from the platform (${code})`,
    remedy: 'Check PLATFORM_URL and the network; it is sent again with the same requestId.',
  }
}

function unbelieved(reason: 'HTTP_STATUS' | 'UNVERIFIED', detail: string, { body }: HttpAnswer): Unknown {
  const hint = unverifiedCode(body)
  const said = hint === undefined ? '' : `; unverified, it says ${hint}`
  return {
    outcome: 'UNKNOWN',
    reason,
    message: `the platform's answer can't be believed: ${detail}${said}`,
    remedy:
      reason === 'HTTP_STATUS'
        ? 'Check PLATFORM_URL; if it is right, ask the platform.'
        : "Check PLATFORM_PUBLIC_KEY, CLIENT_ID, PLATFORM_URL's path and this machine's clock.",
  }
}
