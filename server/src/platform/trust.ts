/** So many answers in a row that can't be believed are no accident: a key, a clock or a path is wrong. */
const limit = 3

/** Counts, for each app, unbelievable answers in a row. Stopping what is sent is the outbox's breaker. */
export class Trust {
  readonly #inRow = new Map<string, number>()

  believed(appId: string): void {
    this.#inRow.delete(appId)
  }

  /** True for the one that makes it certain. */
  unbelieved(appId: string): boolean {
    const count = (this.#inRow.get(appId) ?? 0) + 1
    this.#inRow.set(appId, count)
    return count === limit
  }

  /** Apps whose answers are not believed now. */
  lostApps(): string[] {
    return [...this.#inRow].filter(([, count]) => count >= limit).map(([appId]) => appId)
  }
}
