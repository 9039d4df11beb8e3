import type { Services } from '../services.js'

const dayMs = 86_400_000
const lookAgainMs = 3_600_000

/** Deletes, once a day, what has been kept for `days`: parameters, timelines, hashes of used codes. */
export class Retention {
  readonly #services: Pick<Services, 'store' | 'clock' | 'log' | 'pause'>
  readonly #days: number
  #loop: Promise<void> | undefined
  #isStopping = false
  #stopped: () => void = () => undefined
  #lastAt = 0

  constructor(services: Pick<Services, 'store' | 'clock' | 'log' | 'pause'>, days: number) {
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

  /** Once now; returns how many messages lost their parameters. */
  async forget(): Promise<number> {
    const { store, clock, log } = this.#services
    this.#lastAt = clock.now()
    try {
      const count = await store.upkeep.forgetBefore(clock.now() - this.#days * dayMs)
      log('info', 'retention', { count })
      return count
    } catch (error) {
      log('error', 'retention-failed', { error })
      return 0
    }
  }

  async #run(): Promise<void> {
    const stopped = new Promise<void>((resolve) => (this.#stopped = resolve))
    while (!this.#isStopping) {
      if (this.#services.clock.now() - this.#lastAt >= dayMs) await this.forget()
      await Promise.race([stopped, this.#services.pause(lookAgainMs)])
    }
  }
}
