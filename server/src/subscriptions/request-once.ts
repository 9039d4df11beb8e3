import { ApiError } from '../api-error.js'
import type { Services } from '../services.js'
import type { IdempotencyKey, StoreParts } from '../store/store.js'

export interface OnceOptions<T> {
  key: IdempotencyKey
  /** Of everything but the auth code. */
  hash: string
  /** Called with a finished request's age in milliseconds; throws where it may no longer be answered again. */
  checkAge?: (ageMs: number) => void
  /** Does it, and calls `finish` in the transaction that records it. Where it throws, nothing is kept. */
  run: (finish: (tx: StoreParts, answer: T) => Promise<void>) => Promise<T>
}

/**
 * How long a request that runs keeps others waiting, should its process die: two calls of the platform (a code
 * swapped, a token revoked), and half of one more to record in.
 */
const callsOfLease = 2.5
const pollMs = 25

/**
 * The same request again has the first outcome; another one under the same requestId is refused; one that
 * comes while the first still runs waits for it, in whichever process that is.
 * @throws ApiError REQUEST_ID_REUSED
 */
export async function requestOnce<T>(
  { store, clock, pause, platform }: Pick<Services, 'store' | 'clock' | 'pause' | 'platform'>,
  { key, hash, checkAge, run }: OnceOptions<T>,
): Promise<T> {
  for (;;) {
    const record = await store.idempotency.find(key)
    if (record && record.requestHash !== hash) throw reused(key)
    if (record?.state === 'DONE') {
      checkAge?.(clock.now() - record.finishedAt)
      return JSON.parse(record.answer) as T
    }
    const now = clock.now()
    if (await store.idempotency.begin(key, hash, now, now + callsOfLease * platform.timeoutMs)) break
    await pause(pollMs)
  }
  try {
    return await run((tx, answer) => tx.idempotency.finish(key, JSON.stringify(answer), clock.now()))
  } catch (error) {
    await store.idempotency.forget(key)
    throw error
  }
}

const reused = ({ requestId }: IdempotencyKey) =>
  new ApiError(
    'REQUEST_ID_REUSED',
    `requestId ${requestId} was used for another request: each request has its own`,
  )
