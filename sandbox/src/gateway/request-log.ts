import type { ResultStatus } from './result-codes.js'

/** One call of the gateway. Bodies, tokens, codes and keys are never kept. */
export interface LoggedRequest {
  /** ISO 8601, real time. */
  at: string
  method: string
  path: string
  clientId: string | null
  requestTime: string | null
  resultStatus: ResultStatus
  resultCode: string
  resultMessage: string
  /** Only for a refused signature: what the sandbox expected to be signed. */
  expected?: string
  /** Only for a refusal: how to mend it. */
  remedy?: string
}

const kept = 1000

/** The last 1,000 calls; older ones are forgotten. */
export class RequestLog {
  private readonly entries: LoggedRequest[] = []

  add(entry: LoggedRequest): void {
    this.entries.push(entry)
    if (this.entries.length > kept) this.entries.shift()
  }

  /** Newest first. */
  list(): LoggedRequest[] {
    return [...this.entries].reverse()
  }

  clear(): void {
    this.entries.length = 0
  }
}
