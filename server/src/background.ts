/** Work that no caller waits for, but that a graceful stop does. It may not reject. */
export class Background {
  readonly #running = new Set<Promise<unknown>>()

  add(work: Promise<unknown>): void {
    const tracked = work.finally(() => this.#running.delete(tracked))
    this.#running.add(tracked)
  }

  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running)
  }
}
