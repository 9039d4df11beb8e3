interface Waiting<T, R> {
  item: T
  resolve: (result: R) => void
  reject: (error: unknown) => void
}

/**
 * Commits what came together in one transaction: a commit costs a write to the disk, whatever stands in it.
 * One that fails takes nobody with it: then each is committed by itself.
 */
export class GroupCommit<T, R> {
  readonly #commit: (items: T[]) => Promise<R[]>
  #waiting: Waiting<T, R>[] = []
  #isBusy = false

  /** `commit` returns a result for each item, in their order. */
  constructor(commit: (items: T[]) => Promise<R[]>) {
    this.#commit = commit
  }

  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
      if (!this.#isBusy) this.#begin()
    })
  }

  #begin(): void {
    this.#isBusy = true
    this.#gather(0)
  }

  /** A group is closed by the first turn of the event loop that brings nothing more. */
  #gather(before: number): void {
    setImmediate(() => {
      if (this.#waiting.length > before) this.#gather(this.#waiting.length)
      else void this.#drain()
    })
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      await this.#commitGroup(group)
    }
    this.#isBusy = false
  }

  async #commitGroup(group: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.#commit(group.map(({ item }) => item))
      group.forEach(({ resolve }, index) => resolve(results[index] as R))
    } catch (error) {
      if (group.length === 1) return group[0]?.reject(error)
      for (const one of group) await this.#commitGroup([one])
    }
  }
}
