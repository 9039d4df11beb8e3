import { createHash } from 'node:crypto'
import { pino, type DestinationStream } from 'pino'

/** Time as a parameter, so that a test can put it where it wants. */
export interface Clock {
  /** The wall clock, milliseconds since 1970: for what others see or have said. Somebody may set it at any moment. */
  now(): number
  /** Milliseconds that never jump, from any beginning: for what this process remembers. */
  monotonic(): number
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

/**
 * Milliseconds since now, by whichever clock says more: monotonic time stands still while a machine sleeps, and the wall
 * clock may be set back.
 */
export function stopwatch(clock: Clock): () => number {
  const [wall, passed] = [clock.now(), clock.monotonic()]
  return () => Math.max(clock.now() - wall, clock.monotonic() - passed)
}

/** ISO 8601 in UTC. */
export const isoTime = (ms: number): string => new Date(ms).toISOString()

/** Work that no caller waits for, but that a graceful stop does. It may not reject. */
export class Background {
  readonly #running = new Set<Promise<unknown>>()
  #stop: () => void = () => undefined
  readonly #stopping = new Promise<true>((resolve) => (this.#stop = () => resolve(true)))

  add(work: Promise<unknown>): void {
    const tracked = work.finally(() => this.#running.delete(tracked))
    this.#running.add(tracked)
  }

  /** Tries again and again, after a wait each time, until all is done or the process stops. */
  retry(isDone: () => Promise<boolean>, wait: () => Promise<unknown>): void {
    const waitOrStop = () => Promise.race([wait().then(() => false), this.#stopping])
    const run = async () => {
      while (!(await waitOrStop())) if (await isDone()) return
    }
    this.add(run())
  }

  async settled(): Promise<void> {
    this.#stop()
    while (this.#running.size > 0) await Promise.allSettled(this.#running)
  }
}

/**
 * All that a log line may hold. There is no field for a body, a header, a code, a token, a key, a userId or
 * a template's values, so none can get into a log by mistake.
 */
export interface LogFields {
  /** Written as a hash only. */
  requestId?: string
  /** Of a request or a message. */
  traceId?: string
  appId?: string
  templateCode?: string
  /** Which breaker of an app, where it is not the one that its templates share. */
  breaker?: string
  /** A result code of the platform, or one of ours. */
  code?: string
  outcome?: string
  reason?: string
  /** Our own words, or the platform client's; never the text of a caller. */
  detail?: string
  remedy?: string
  attempt?: number
  count?: number
  ms?: number
  route?: string
  status?: number
  /** An unexpected error's name, message and stack. */
  error?: unknown
}

type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Where events go. */
export type EventLog = (level: LogLevel, event: string, fields?: LogFields) => void

export const silentLog: EventLog = () => undefined

/** One JSON line for each event, on stdout. */
export function pinoLog(level: string, destination?: DestinationStream): EventLog {
  const logger = pino({ level, base: null, messageKey: 'event' }, destination)
  return (eventLevel, event, fields = {}) => logger[eventLevel](fieldsOf(fields), event)
}

/**
 * A requestId is the merchant's own, often an order number, and logs outlive an erased user. It can still be
 * found: `printf %s order-0042 | sha256sum | cut -c1-16`.
 */
const shortHash = (requestId: string): string =>
  createHash('sha256').update(requestId).digest('hex').slice(0, 16)

/** Names every field, so that a wider object passed as LogFields loses what it has beyond them. */
function fieldsOf(fields: LogFields) {
  const { requestId, traceId, appId, templateCode, breaker, code, outcome, reason, detail, remedy } = fields
  const { attempt, count, ms, route, status, error } = fields
  return {
    ...(requestId !== undefined && { request: shortHash(requestId) }),
    ...{ traceId, appId, templateCode, breaker, code, outcome, reason, detail, remedy },
    ...{ attempt, count, ms, route, status },
    ...(error !== undefined && { error: describe(error) }),
  }
}

const describe = (error: unknown) =>
  error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : String(error)
