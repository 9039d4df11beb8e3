interface GatheringOptions {
  /** How long the first one waits for others. */
  waitMs: number
  pause: (ms: number) => Promise<void>
  /** Called when there is a group to take. */
  onGroup: () => void
}

/** Gathers what ends one by one into groups: a group costs one write to the disk, whatever stands in it. */
export class Gathering<T> {
  readonly #options: GatheringOptions
  #gathered: T[] = []
  #isWaiting = false

  constructor(options: GatheringOptions) {
    this.#options = options
  }

  /** @param isLast nothing more is under way, so there is nothing to wait for */
  add(one: T, isLast: boolean): void {
    const { waitMs, pause, onGroup } = this.#options
    this.#gathered.push(one)
    if (isLast) {
      onGroup()
    } else if (!this.#isWaiting) {
      this.#isWaiting = true
      void pause(waitMs).then(() => {
        this.#isWaiting = false
        if (this.#gathered.length > 0) onGroup()
      })
    }
  }

  take(): T[] {
    return this.#gathered.splice(0)
  }
}
