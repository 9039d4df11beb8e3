import { createHash } from 'node:crypto'
import { ApiError } from '../contract/errors.js'
import type { Services } from '../services.js'
import type { IdempotencyKey, StoreParts } from '../store/store.js'

/** Keeps the answer, and whose it is. */
export type Finish<T> = (tx: StoreParts, answer: T, subject: string) => Promise<void>

interface OnceOptions<T, First> {
  key: IdempotencyKey
  /** Of everything but the auth code. */
  hash: string
  /** Whose request it is, where that is known before it has run. */
  subject?: string
  /** Called with a finished request's age in milliseconds; throws where it may no longer be answered again. */
  checkAge?: (ageMs: number) => void
  /** What is to stand for every repetition of this request, even where this try has no outcome that is kept. */
  first?: First
  /** Does it, and calls `finish` in the transaction that records it. Where it throws, only `first` is kept. */
  run: (finish: Finish<T>, first: First) => Promise<T>
}

/**
 * How long a request that runs keeps others waiting, should its process die: two calls of the platform (a code
 * swapped, a token revoked), and half of one more to record in.
 */
const callsOfLease = 2.5
const pollMs = 25

type Needed = Pick<Services, 'store' | 'clock' | 'pause' | 'platform'>

/** This process took so long that another one runs the request: its outcome counts, and this transaction is undone. */
class LeaseLost extends Error {}

/**
 * The same request again has the first outcome; another one under the same requestId is refused; one that
 * comes while the first still runs waits for it, in whichever process that is.
 * @throws ApiError REQUEST_ID_REUSED
 */
export async function requestOnce<T, First = undefined>(
  services: Needed,
  options: OnceOptions<T, First>,
): Promise<T> {
  const { store, clock, pause, platform } = services
  const { key, hash, subject, checkAge, first, run } = options
  const firstTry = first === undefined ? null : JSON.stringify(first)
  let leaseUntil: number
  let begun: Awaited<ReturnType<typeof store.idempotency.begin>>
  for (;;) {
    const record = await store.idempotency.find(key)
    if (record && record.state !== 'FORGOTTEN' && record.requestHash !== hash) throw reused(key)
    if (record?.state === 'DONE') {
      checkAge?.((await store.now(clock)) - record.finishedAt)
      return JSON.parse(record.answer) as T
    }
    const now = await store.now(clock)
    leaseUntil = now + Math.ceil(callsOfLease * platform.timeoutMs)
    begun = await store.idempotency.begin(key, {
      ...{ hash, now, leaseUntil, firstTry },
      ...(subject !== undefined && { subject }),
    })
    if (begun) break
    await pause(pollMs)
  }
  const finish: Finish<T> = async (tx, answer, subject) => {
    const outcome = { answer: JSON.stringify(answer), subject, now: await tx.now(clock) }
    if (!(await tx.idempotency.finish(key, leaseUntil, outcome))) throw new LeaseLost()
  }
  try {
    return await run(finish, JSON.parse(begun.firstTry ?? 'null') as First)
  } catch (error) {
    if (error instanceof LeaseLost) return requestOnce(services, options)
    await store.idempotency.forget(key, leaseUntil, await store.now(clock))
    throw error
  }
}

const reused = ({ requestId }: IdempotencyKey) =>
  new ApiError(
    'REQUEST_ID_REUSED',
    `requestId ${requestId} was used for another request: each request has its own`,
  )

/** Equal for bodies that say the same, whatever the order of their keys. */
export const requestHash = (body: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(body)))
    .digest('hex')

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, inner]) => [key, sorted(inner)])
}
