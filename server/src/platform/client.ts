import { createPublicKey, type KeyObject } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { SpanKind } from '@opentelemetry/api'
import { request, type Dispatcher } from 'undici'
import { explainSignature, finding, type Finding } from '../doctor/signature.js'
import { outgoing, proxyRefusal, type OutgoingProxy } from '../outgoing.js'
import { systemClock, type Clock } from '../runtime.js'
import { inSpan } from '../tracing.js'
import {
  noAnswer,
  NothingSent,
  readAnswer,
  unverifiedCode,
  type Fields,
  type Outcome,
  type Unknown,
} from './outcomes.js'
import {
  signedRequest,
  SigningKeys,
  uriOf,
  verifyParts,
  type Credentials,
  type SignedRequest,
  type SigningKey,
} from './signing.js'

export interface PlatformClientOptions {
  /** Host and path prefix, e.g. `https://host/api/open`. The prefix is part of what is signed. */
  baseUrl: string
  /** This and the keys: of every app that `credentialsOf` gives none for. */
  clientId?: string
  signingKey?: SigningKey
  /** Used while the platform does not know `signingKey` (yet). @default none */
  otherSigningKeys?: readonly SigningKey[]
  /** Of the platform; two while one replaces the other. */
  platformPublicKeys?: readonly KeyObject[]
  /** What an app has of its own; the same object as long as it is the same. @default none */
  credentialsOf?: (appId: string) => Credentials | undefined
  /** Bounds one try, milliseconds. @default 10000 */
  timeoutMs?: number
  /** Bounds a call with all its tries, milliseconds; at least `timeoutMs`. @default 15000 */
  totalTimeoutMs?: number
  clock?: Clock
  /** @default undici with keep-alive */
  transport?: Transport
  /** Told of every call, for metrics. `code` is the platform's, or the reason of an unknown end. */
  onCall?: (call: {
    appId: string
    path: string
    outcome: Outcome<unknown>['outcome']
    code: string
    ms: number
  }) => void
  /** Told at the third answer to an app in a row that can't be trusted, with what is wrong. */
  onDistrust?: (appId: string, finding: Finding) => void
}

/** Signs, sends, verifies, reads. Knows no interface: endpoints.ts says what goes into each and what comes out. */
export class PlatformClient {
  readonly #options: Required<
    Pick<
      PlatformClientOptions,
      'clock' | 'transport' | 'onCall' | 'onDistrust' | 'timeoutMs' | 'totalTimeoutMs'
    >
  >
  readonly #base: URL
  readonly #credentialsOf: (appId: string) => Credentials | undefined
  /** Which of several keys signs now. */
  readonly #keys = new WeakMap<Credentials, SigningKeys>()
  /** For each app, how many answers in a row could not be trusted. */
  readonly #untrusted = new Map<string, number>()

  constructor({
    baseUrl,
    clientId,
    signingKey,
    otherSigningKeys = [],
    platformPublicKeys,
    credentialsOf,
    ...options
  }: PlatformClientOptions) {
    this.#base = new URL(baseUrl.replace(/\/+$/, ''))
    const common: Credentials | undefined =
      clientId !== undefined && signingKey && platformPublicKeys
        ? { clientId, signingKeys: [signingKey, ...otherSigningKeys], platformPublicKeys }
        : undefined
    this.#credentialsOf = (appId) => credentialsOf?.(appId) ?? common
    const timeoutMs = options.timeoutMs ?? 10_000
    this.#options = {
      clock: systemClock,
      transport: keepAliveTransport(),
      onCall: ignore,
      onDistrust: ignore,
      ...options,
      timeoutMs,
      totalTimeoutMs: Math.max(timeoutMs, options.totalTimeoutMs ?? 15_000),
    }
  }

  /** Milliseconds one call may take, with all its tries. */
  get timeoutMs(): number {
    return this.#options.totalTimeoutMs
  }

  /** Never rejects: what goes wrong on the way is an outcome. `path` as in the documents, e.g. `/v2/…`. */
  call<T>(path: string, request: object, pick: (fields: Fields) => T | undefined): Promise<Outcome<T>> {
    const attributes = { 'http.request.method': 'POST', 'server.address': this.#base.host, 'url.path': path }
    return inSpan(`POST ${path}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      const outcome = await this.#call(path, request, pick)
      span.setAttributes({ 'mini_message.outcome': outcome.outcome, 'mini_message.code': codeOf(outcome) })
      return outcome
    })
  }

  async #call<T>(
    path: string,
    request: object,
    pick: (fields: Fields) => T | undefined,
  ): Promise<Outcome<T>> {
    const { clock, onCall } = this.#options
    const { appId = '' } = request as { appId?: string }
    const startedAt = clock.monotonic()
    const leftMs = () => startedAt + this.timeoutMs - clock.monotonic()

    const body = JSON.stringify(request)
    const credentials = this.#credentialsOf(appId)
    if (!credentials) return noCredentials(appId)
    const keys = this.#keys.get(credentials) ?? new SigningKeys(credentials.signingKeys)
    this.#keys.set(credentials, keys)
    let read = await this.#exchange(path, body, pick, leftMs, { credentials, keys })
    const { outcome: first, key } = read
    const isOther = first.outcome === 'REJECTED' && keys.moveOn(first.code, key, clock.monotonic())
    if (isOther && leftMs() > 0) read = await this.#exchange(path, body, pick, leftMs, { credentials, keys })
    this.#noteTrust(appId, read)
    const { outcome } = read
    onCall({
      appId,
      path,
      outcome: outcome.outcome,
      code: codeOf(outcome),
      ms: clock.monotonic() - startedAt,
    })
    return outcome
  }

  async #exchange<T>(
    path: string,
    body: string,
    pick: (fields: Fields) => T | undefined,
    leftMs: () => number,
    { credentials, keys }: { credentials: Credentials; keys: SigningKeys },
  ): Promise<ReadReply<T> & { key: SigningKey }> {
    const { clock, transport, timeoutMs } = this.#options
    const { clientId, signingKeys, platformPublicKeys } = credentials
    const key = keys.current(clock.monotonic())
    const sign = () => signedRequest(this.#base, path, body, { clientId, key, now: clock.now() })
    const reply = await exchangeWithRetries(sign, transport, timeoutMs, leftMs)
    const read = readReply(reply, pick, {
      uri: uriOf(this.#base, path),
      clientId,
      platformPublicKeys,
      signingKeys,
      nowMs: clock.now(),
      timeoutMs,
    })
    return { ...read, key }
  }

  /** Only tells of it: to stop what is sent is the outbox's breaker's. */
  #noteTrust(appId: string, { outcome, finding }: ReadReply<unknown>): void {
    if (finding && outcome.outcome === 'UNKNOWN' && outcome.reason === 'UNVERIFIED') {
      const count = (this.#untrusted.get(appId) ?? 0) + 1
      this.#untrusted.set(appId, count)
      if (count === untrustedLimit) this.#options.onDistrust(appId, finding)
    } else if (isTrusted(outcome)) {
      this.#untrusted.delete(appId)
    }
  }

  /** Lets running requests end, then closes the connections. */
  close(): Promise<void> {
    return this.#options.transport.close()
  }
}

/** So many in a row are no accident: a key, a clock or a path is wrong. */
const untrustedLimit = 3

/** The platform itself has said it. */
const isTrusted = (outcome: Outcome<unknown>): boolean =>
  outcome.outcome === 'UNKNOWN' ? outcome.reason === 'PLATFORM' : outcome.outcome !== 'NOT_SENT'

const ignore = () => undefined

const noCredentials = (appId: string): Outcome<never> => ({
  outcome: 'NOT_SENT',
  reason: 'UNREACHABLE',
  message: `there are no keys for app ${appId}: it is not in APPS_FILE any more`,
  remedy: 'Put the app back into APPS_FILE, or let its messages expire.',
})

function codeOf(outcome: Outcome<unknown>): string {
  if (outcome.outcome === 'SENT') return outcome.accepted ? 'ACCEPT' : 'SUCCESS'
  return outcome.outcome === 'REJECTED' ? outcome.code : (outcome.code ?? outcome.reason)
}

const pausesMs = [50, 200]

/** One request; again, signed anew, only where nothing of it has left and time is left. */
async function exchangeWithRetries(
  sign: () => Promise<SignedRequest>,
  transport: Transport,
  timeoutMs: number,
  leftMs: () => number,
): Promise<Reply> {
  for (let tries = 0; ; tries += 1) {
    try {
      const { url, headers, body } = await sign()
      return {
        answer: await transport.exchange({ url, headers, body, timeoutMs: bounded(timeoutMs, leftMs()) }),
      }
    } catch (error) {
      const pauseMs = pausesMs[tries]
      const isAgain = error instanceof NothingSent && pauseMs !== undefined
      if (!isAgain || pauseMs >= leftMs()) return { error }
      await delay(pauseMs)
    }
  }
}

const bounded = (timeoutMs: number, leftMs: number) => Math.max(1, Math.round(Math.min(timeoutMs, leftMs)))

/** @throws NothingSent where that is certain; otherwise what was sent may have arrived */
type HttpExchange = (options: {
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

/** POST over connections that stay open between requests, through the proxy where one is given. */
export function keepAliveTransport({
  connections = 64,
  proxy,
}: { connections?: number; proxy?: OutgoingProxy } = {}): Transport {
  const agent = outgoing({ connections, keepAliveTimeout: 30_000, maxResponseSize }, proxy)
  return {
    exchange: async ({ url, headers, body, timeoutMs }) => {
      const sent = { hasBegun: false }
      // Called when there is a connection, right before the first byte is written.
      const dispatcher = agent.compose((dispatch) => (options, handler) => {
        const started = handler.onRequestStart?.bind(handler)
        handler.onRequestStart = (controller, context) => {
          sent.hasBegun = true
          started?.(controller, context)
        }
        return dispatch(options, handler)
      })
      // A fifteenth of the cost of an AbortController; undici takes either.
      const signal: EventEmitter & { reason?: unknown } = new EventEmitter()
      const answered = async (): Promise<HttpAnswer> => {
        const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher })
        return { status: answer.statusCode, header: first(answer.headers), body: await answer.body.text() }
      }
      let timer: NodeJS.Timeout | undefined
      // undici looks at the signal only once it has a connection: without this, making one could take any time.
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          const reason = new DOMException('no answer in time', 'TimeoutError')
          signal.reason = reason
          signal.emit('abort')
          reject(reason)
        }, timeoutMs)
      })
      try {
        return await Promise.race([answered(), late])
      } catch (error) {
        throw sent.hasBegun ? error : new NothingSent(proxyRefusal(error) ?? error)
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

/** What came back over the wire, or why nothing did. */
type Reply = { answer: HttpAnswer } | { error: unknown }

export interface HttpAnswer {
  status: number
  /** Lower-case names; the first of several. */
  header(name: string): string | undefined
  body: string
}

interface ReadReply<T> {
  outcome: Outcome<T>
  /** Why the answer is not trusted. */
  finding?: Finding
}

/** What came back, or did not, as an outcome. */
function readReply<T>(
  reply: Reply,
  pick: (fields: Fields) => T | undefined,
  expected: Expected & { timeoutMs: number },
): ReadReply<T> {
  if ('error' in reply) return { outcome: noAnswer(reply.error, expected.timeoutMs) }
  const { answer } = reply
  const finding = whyUntrusted(answer, expected)
  const outcome = finding ? untrusted(finding, answer.body) : readAnswer(answer.body, pick)
  return { outcome: withRetryAfter(outcome, answer, expected.nowMs), ...(finding && { finding }) }
}

/** Retry-After is a number of seconds or a date. */
function withRetryAfter<T>(outcome: Outcome<T>, answer: HttpAnswer, now: number): Outcome<T> {
  const given = answer.header('retry-after')
  if (given === undefined || outcome.outcome === 'SENT' || outcome.outcome === 'NOT_SENT') return outcome
  const ms = /^\d+$/.test(given) ? Number(given) * 1_000 : Date.parse(given) - now
  return ms > 0 ? { ...outcome, retryAfterMs: ms } : outcome
}

interface Expected {
  uri: string
  clientId: string
  platformPublicKeys: readonly KeyObject[]
  signingKeys: readonly SigningKey[]
  nowMs: number
}

/** Why an answer can't be trusted, as the doctor says it; undefined when it can. */
export function whyUntrusted(answer: HttpAnswer, expected: Expected): Finding | undefined {
  const { uri, clientId, platformPublicKeys, signingKeys, nowMs } = expected
  if (answer.status !== 200) {
    return finding(
      'NOT_THE_PLATFORM',
      `HTTP status ${answer.status}`,
      'Check PLATFORM_URL; if it is right, ask the platform.',
    )
  }
  const given = answer.header('client-id')
  const header = answer.header('signature')
  const parts = { uri, clientId, time: answer.header('response-time') ?? '', body: answer.body }
  if (given === clientId && verifyParts(parts, { header, publicKeys: platformPublicKeys, nowMs }).valid) {
    return undefined
  }
  if (header !== undefined && given !== clientId) {
    return finding(
      'CLIENT_ID',
      given === undefined ? 'its Client-Id is missing' : 'its Client-Id is not ours',
      'Use CLIENT_ID exactly as shown under Development Configuration.',
    )
  }
  return explainSignature({
    parts,
    header,
    signer: 'platform',
    publicKeys: platformPublicKeys,
    otherSideKeys: signingKeys.map(({ privateKey }) => createPublicKey(privateKey)),
    nowMs,
  })
}

function untrusted({ cause, detail, remedy }: Finding, body: string): Unknown {
  const hint = unverifiedCode(body)
  const said = hint === undefined ? '' : `; unverified, it says ${hint}`
  return {
    outcome: 'UNKNOWN',
    reason: cause === 'NOT_THE_PLATFORM' ? 'HTTP_STATUS' : 'UNVERIFIED',
    message: `the platform's answer can't be believed: ${detail}${said}`,
    remedy,
  }
}
