/** So many calls a minute for each app, evenly refilled; a quiet minute may be spent at once. */
export class CallBudget {
  readonly #perMinute: number
  readonly #left = new Map<string, { calls: number; at: number }>()

  constructor(perMinute: number) {
    this.#perMinute = perMinute
  }

  /** Takes one call: 0, or the milliseconds until there is one again. */
  take(appId: string, now: number): number {
    const { calls, at } = this.#left.get(appId) ?? { calls: this.#perMinute, at: now }
    const perMs = this.#perMinute / 60_000
    const filled = Math.min(this.#perMinute, calls + Math.max(0, now - at) * perMs)
    const isAllowed = filled >= 1
    this.#left.set(appId, { calls: isAllowed ? filled - 1 : filled, at: now })
    return isAllowed ? 0 : Math.ceil((1 - filled) / perMs)
  }
}
