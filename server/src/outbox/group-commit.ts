import { StoreUnavailable } from '../store/database.js'

// A commit costs a write to the disk, whatever stands in it: so messages are accepted, and the ends of attempts recorded, in groups.

/** A transaction has to end in time, and to be done again where one of its items fails. */
const most = 500

/**
 * Commits what came together in one transaction: a commit costs a write to the disk, whatever stands in it.
 * One that fails takes nobody with it: then each is committed by itself. A group holds at most 500.
 */
export class GroupCommit<T, R> {
  readonly #commit: (items: T[]) => Promise<R[]>
  readonly #waiting: Waiting<T, R>[] = []
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
      const group = this.#waiting.splice(0, most)
      await this.#commitGroup(group)
    }
    this.#isBusy = false
  }

  async #commitGroup(group: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.#commit(group.map(({ item }) => item))
      group.forEach(({ resolve }, index) => resolve(results[index] as R))
    } catch (error) {
      // Where the database is away no item is at fault, and each by itself would wait for it anew.
      if (group.length === 1 || error instanceof StoreUnavailable) {
        for (const { reject } of group) reject(error)
        return
      }
      for (const one of group) await this.#commitGroup([one])
    }
  }
}

interface Waiting<T, R> {
  item: T
  resolve: (result: R) => void
  reject: (error: unknown) => void
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

  /** Taken, and to be taken again with what comes next. */
  putBack(group: readonly T[]): void {
    this.#gathered.unshift(...group)
  }

  take(): T[] {
    return this.#gathered.splice(0)
  }
}

interface GatheringOptions {
  /** How long the first one waits for others. */
  waitMs: number
  pause: (ms: number) => Promise<void>
  /** Called when there is a group to take. */
  onGroup: () => void
}
