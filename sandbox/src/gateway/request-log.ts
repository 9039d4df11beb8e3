import type { IncomingRequest } from './incoming-request.js'
import type { Outcome } from './outcome.js'

/** One call of the gateway as it was. Holds codes and tokens: show it through `showRequest` only. */
export interface LoggedCall {
  requestLogId: string
  request: IncomingRequest
  /** Milliseconds since 1970, the platform's wire time. */
  at: number
  durationMs: number
  /** Effects of the faults that struck it. */
  faults: string[]
  /** Undefined if a fault kept the call from being handled. */
  outcome: Outcome | undefined
  answer: Buffer | undefined
}

const kept = 1000

/** The last 1,000 calls; older ones are forgotten. */
export class RequestLog {
  private readonly calls: LoggedCall[] = []

  add(call: LoggedCall): void {
    this.calls.push(call)
    if (this.calls.length > kept) this.calls.shift()
  }

  /** Newest first. */
  list(): LoggedCall[] {
    return [...this.calls].reverse()
  }

  find(requestLogId: string): LoggedCall | undefined {
    return this.calls.find((call) => call.requestLogId === requestLogId)
  }

  clear(): void {
    this.calls.length = 0
  }
}
