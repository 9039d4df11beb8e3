import { randomUUID } from 'node:crypto'
import type { Services } from '../services.js'
import { hourMs, minuteMs, type Place } from '../store/store.js'

const dayMs = 86_400_000
const lookAgainMs = 3_600_000
/** Held anew with each batch, which takes milliseconds; of a process that died another one takes it over. */
const leaseMs = 60_000
/** A batch is short, and the pause after it long, so that sending hardly notices. */
const batchSize = 500
const betweenBatchesMs = 200

/** Counts by minute are plotted for a day, those by hour for a month. */
const countsKept = [
  [minuteMs, 2],
  [hourMs, 62],
] as const

type Needed = Pick<Services, 'store' | 'clock' | 'log' | 'pause'>

/**
 * Deletes, every hour, what has been kept for `days`: finished messages, hashes of used codes, answers. Of all processes
 * on a database one does it at a time.
 */
export class Retention {
  readonly #services: Needed
  readonly #days: number
  readonly #holder = randomUUID()
  #loop: Promise<void> | undefined
  #isStopping = false
  #stopped: () => void = () => undefined
  readonly #stop = new Promise<void>((resolve) => (this.#stopped = resolve))

  constructor(services: Needed, days: number) {
    this.#services = services
    this.#days = days
  }

  start(): void {
    this.#loop ??= this.#run()
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    this.#stopped()
    await this.#loop
  }

  /** The days to come. */
  async prepare(): Promise<void> {
    const { store, clock, log } = this.#services
    try {
      await this.#inBatches(async () => {
        await store.history.prepare(await store.now(clock))
        return true
      })
    } catch (error) {
      log('error', 'retention-failed', { error })
    }
  }

  /** Once now; returns how many messages were deleted. */
  async forget(): Promise<number> {
    const { store, clock, log } = this.#services
    let count = 0
    try {
      const before = (await store.now(clock)) - this.#days * dayMs
      let place: Place | undefined
      await this.#inBatches(async () => {
        const { messages, isDone, after } = await store.history.forgetBefore(before, batchSize, place)
        place = after
        count += messages
        return isDone
      })
      await this.#inBatches(() => store.upkeep.forgetBefore(before, batchSize))
      if (count > 0) log('info', 'retention', { count })
    } catch (error) {
      log('error', 'retention-failed', { error, count })
    }
    return count
  }

  /** What came to nothing, a made-up auth code above all, is kept for a day, however many days the rest is. */
  async tidy(): Promise<void> {
    const { store, clock, log } = this.#services
    try {
      const before = clock.now() - dayMs
      await this.#inBatches(() => store.upkeep.forgetRefused(before, batchSize))
      for (const [spanMs, days] of countsKept) {
        const counted = clock.now() - days * dayMs
        await this.#inBatches(() => store.counts.forgetBefore(spanMs, counted, batchSize))
      }
      // Of an erase whose process has ended since.
      await store.finishCompacting()
    } catch (error) {
      log('error', 'retention-failed', { error })
    }
  }

  /** Until all is done, another process does it, or this one stops. */
  async #inBatches(batch: () => Promise<boolean>): Promise<void> {
    const { store, clock, pause } = this.#services
    while (!this.#isStopping) {
      const now = await store.now(clock)
      const lease = { holder: this.#holder, now, until: now + leaseMs }
      if (!(await store.upkeep.takeLease('retention', lease)) || (await batch())) return
      await Promise.race([this.#stop, pause(betweenBatchesMs)])
    }
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      await this.prepare()
      await this.forget()
      await this.tidy()
      await Promise.race([this.#stop, this.#services.pause(lookAgainMs)])
    }
  }
}
