import type { KeyObject } from 'node:crypto'
import { systemClock, type Clock } from '../clock.js'
import type { Finding } from '../doctor/finding.js'
import type { SigningKey } from '../signing/sign.js'
import { answerOf, type Exchanged } from './answer-of.js'
import { brokenLimit } from './field-limits.js'
import { keepAliveTransport, type Transport } from './http-exchange.js'
import type { Outcome } from './outcome.js'
import { exchangePatiently } from './patient-exchange.js'
import type { Fields } from './read-answer.js'
import { signedRequest, uriOf } from './signed-request.js'
import { SigningKeys } from './signing-keys.js'
import { refusedHere } from './own-refusals.js'
import { Trust } from './trust.js'

export interface PlatformClientOptions {
  /** Host and path prefix, e.g. `https://host/api/open`. The prefix is part of what is signed. */
  baseUrl: string
  clientId: string
  signingKey: SigningKey
  /** Used while the platform does not know `signingKey` (yet). @default none */
  otherSigningKeys?: readonly SigningKey[]
  /** Of the platform; two while one replaces the other. */
  platformPublicKeys: readonly KeyObject[]
  /** Bounds one try, milliseconds. @default 10000 */
  timeoutMs?: number
  /** Bounds a call with all its tries, milliseconds; at least `timeoutMs`. @default 15000 */
  totalTimeoutMs?: number
  clock?: Clock
  /** @default undici with keep-alive */
  transport?: Transport
  /** Told of every call, for metrics. `code` is the platform's, or the reason of an unknown end. */
  onCall?: (call: { path: string; outcome: Outcome<unknown>['outcome']; code: string; ms: number }) => void
  /** Told when the third unbelievable answer to an app in a row, with what is wrong. */
  onDistrust?: (appId: string, finding: Finding) => void
}

/**
 * Signs, sends, verifies, reads. Knows no interface: those are the functions beside this file, which say
 * what goes in and what comes out.
 */
export class PlatformClient {
  readonly #options: Required<Omit<PlatformClientOptions, 'baseUrl' | 'signingKey' | 'otherSigningKeys'>>
  readonly #base: URL
  readonly #allKeys: readonly [SigningKey, ...SigningKey[]]
  readonly #keys: SigningKeys
  /** Whose answers can't be believed. */
  readonly trust = new Trust()

  constructor({ baseUrl, signingKey, otherSigningKeys = [], ...options }: PlatformClientOptions) {
    this.#base = new URL(baseUrl.replace(/\/+$/, ''))
    this.#allKeys = [signingKey, ...otherSigningKeys]
    this.#keys = new SigningKeys(this.#allKeys)
    const timeoutMs = options.timeoutMs ?? 10_000
    this.#options = {
      ...{ clock: systemClock, transport: keepAliveTransport(), onCall: ignore, onDistrust: ignore },
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
  async call<T>(path: string, request: object, pick: (fields: Fields) => T | undefined): Promise<Outcome<T>> {
    const broken = brokenLimit(path, request)
    if (broken !== undefined) return refusedHere(broken)
    const { clock, onCall } = this.#options
    const { appId = '' } = request as { appId?: string }
    const startedAt = clock.now()

    const body = JSON.stringify(request)
    let exchanged = await this.#exchange(path, body, pick)
    const { outcome, key } = exchanged
    if (outcome.outcome === 'REJECTED' && this.#keys.moveOn(outcome.code, key, clock.now())) {
      exchanged = await this.#exchange(path, body, pick)
    }
    this.#judge(appId, exchanged)
    onCall({
      path,
      outcome: exchanged.outcome.outcome,
      code: codeOf(exchanged.outcome),
      ms: clock.now() - startedAt,
    })
    return exchanged.outcome
  }

  async #exchange<T>(
    path: string,
    body: string,
    pick: (fields: Fields) => T | undefined,
  ): Promise<Exchanged<T> & { key: SigningKey }> {
    const { clientId, clock, transport, timeoutMs, totalTimeoutMs, platformPublicKeys } = this.#options
    const key = this.#keys.current(clock.now())
    const sign = () => signedRequest(this.#base, path, body, { clientId, key, now: clock.now() })
    const got = await exchangePatiently({ sign, transport, timeoutMs, totalTimeoutMs })
    const exchanged = answerOf(got, pick, {
      ...{ uri: uriOf(this.#base, path), clientId, platformPublicKeys, signingKeys: this.#allKeys },
      ...{ nowMs: clock.now(), timeoutMs },
    })
    return { ...exchanged, key }
  }

  #judge(appId: string, { outcome, finding }: Exchanged<unknown>): void {
    if (finding && outcome.outcome === 'UNKNOWN' && outcome.reason === 'UNVERIFIED') {
      if (this.trust.unbelieved(appId)) this.#options.onDistrust(appId, finding)
    } else if (outcome.outcome !== 'UNKNOWN' || outcome.reason === 'PLATFORM') {
      this.trust.believed(appId)
    }
  }

  /** Lets running requests end, then closes the connections. */
  close(): Promise<void> {
    return this.#options.transport.close()
  }
}

const ignore = () => undefined

function codeOf(outcome: Outcome<unknown>): string {
  if (outcome.outcome === 'SENT') return outcome.accepted ? 'ACCEPT' : 'SUCCESS'
  return outcome.outcome === 'REJECTED' ? outcome.code : (outcome.code ?? outcome.reason)
}
