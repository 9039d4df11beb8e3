export interface BreakerOptions {
  /** Failures in a row that open it. */
  threshold: number
  /** The first wait, milliseconds; each failed probe doubles it. */
  firstWaitMs: number
  longestWaitMs: number
}

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN'

/** Stops what fails again and again, and lets one probe through after a wait. */
export class Breaker {
  readonly #options: BreakerOptions
  #failures = 0
  #waitMs: number
  #openUntil: number | undefined
  #probeEndsAt = 0

  constructor(options: BreakerOptions) {
    this.#options = options
    this.#waitMs = options.firstWaitMs
  }

  state(now: number): BreakerState {
    if (this.#openUntil === undefined) return 'CLOSED'
    return now < this.#openUntil ? 'OPEN' : 'HALF_OPEN'
  }

  /** How many may begin now: none while it is open, one as a probe. */
  allows(now: number): number {
    switch (this.state(now)) {
      case 'CLOSED':
        return Infinity
      case 'OPEN':
        return 0
      case 'HALF_OPEN':
        return now < this.#probeEndsAt ? 0 : 1
    }
  }

  /** A probe has begun. It may end without saying anything, so another may follow at `endsAt`. */
  probe(now: number, endsAt: number): void {
    if (this.state(now) === 'HALF_OPEN') this.#probeEndsAt = endsAt
  }

  /** True when this closes it. */
  succeeded(): boolean {
    const wasOpen = this.#openUntil !== undefined
    this.#failures = 0
    this.#waitMs = this.#options.firstWaitMs
    this.#openUntil = undefined
    this.#probeEndsAt = 0
    return wasOpen
  }

  /** True when this opens it, or keeps it open after a probe. */
  failed(now: number): boolean {
    this.#failures += 1
    const state = this.state(now)
    // What had begun before it opened says nothing new.
    if (state === 'OPEN' || (state === 'CLOSED' && this.#failures < this.#options.threshold)) return false
    if (state === 'HALF_OPEN') this.#waitMs = Math.min(2 * this.#waitMs, this.#options.longestWaitMs)
    this.#openUntil = now + this.#waitMs
    this.#probeEndsAt = 0
    return true
  }
}
