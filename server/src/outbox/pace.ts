/** Never slower than one message in two seconds. */
const slowest = 0.5

/**
 * Messages a second for one app. At first as configured; when the platform says "too fast", half of what was
 * sent in the last second, and from there about a tenth faster each second.
 */
export class Pace {
  readonly #most: number
  #perSecond: number
  #tokens: number
  #filledAt: number | undefined
  #slowedAt = -Infinity
  #second = { from: 0, sent: 0, before: 0 }

  /** @param most messages a second; Infinity for no limit */
  constructor(most: number) {
    this.#most = most
    this.#perSecond = most
    this.#tokens = Math.max(1, most)
  }

  get perSecond(): number {
    return this.#perSecond
  }

  /** How many may begin now. */
  allows(now: number): number {
    if (this.#perSecond === Infinity) return Infinity
    const elapsed = Math.max(0, now - (this.#filledAt ?? now))
    const burst = Math.max(1, this.#perSecond)
    this.#tokens = Math.min(burst, this.#tokens + (elapsed * this.#perSecond) / 1_000)
    this.#filledAt = now
    return Math.floor(this.#tokens + 1e-9)
  }

  began(count: number, now: number): void {
    this.#tokens -= count
    const { from, sent } = this.#second
    if (now - from >= 1_000) this.#second = { from: now, sent: count, before: now - from < 2_000 ? sent : 0 }
    else this.#second.sent += count
  }

  succeeded(): void {
    if (this.#perSecond < this.#most) this.#perSecond = Math.min(this.#most, this.#perSecond + 0.1)
  }

  /** Those under way together are told together: within a second it counts once. True when it slows down. */
  tooFast(now: number): boolean {
    if (now - this.#slowedAt < 1_000) return false
    this.#slowedAt = now
    const recent = Math.max(this.#second.sent, this.#second.before, 1)
    this.#perSecond = Math.max(slowest, Math.min(this.#perSecond, recent) / 2)
    this.#tokens = 0
    this.#filledAt = now
    return true
  }
}
