import { randomUUID } from 'node:crypto'
import type { LimitView, ReleasedBreaker } from '../outbox/limits.js'
import type { Services } from '../services.js'
import { StoreUnavailable } from '../store/database.js'
import type { ReportedLimit } from '../store/store.js'
import { Counters } from './counters.js'

const reportEveryMs = 5_000
/** What did not change is said again before others take this process for one that has ended. */
const repeatMs = 30_000
export const reportLivesMs = 90_000

type Needed = Pick<Services, 'store' | 'clock' | 'log' | 'pause'>

/** Whose breakers and paces they are. */
export interface Limited {
  limits(): LimitView[]
  release(breaker: ReleasedBreaker): void
}

/**
 * Tells all processes, every few seconds, what this one knows: how many messages finished, what its breakers and paces
 * are. And releases a breaker that somebody asked it to release, in whichever process's console.
 */
export class Report {
  readonly #services: Needed
  readonly #sender: Limited
  readonly #process = randomUUID()
  readonly #counters = new Counters()
  #said = '[]'
  #saidAt = -Infinity
  #loop: Promise<void> | undefined
  #isStopping = false
  #stopped: () => void = () => undefined
  readonly #stop = new Promise<void>((resolve) => (this.#stopped = resolve))

  constructor(services: Needed, sender: Limited) {
    this.#services = services
    this.#sender = sender
    services.store.onFinished(this.#counters.add)
  }

  start(): void {
    this.#loop ??= this.#run()
  }

  /** Call it when nothing more will finish: the last counts are written. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#stopped()
    await this.#loop
    await this.report({ isLast: true })
  }

  /** Once now. */
  async report({ isLast = false } = {}): Promise<void> {
    const { store, log } = this.#services
    try {
      await this.#counters.flush(store)
      for (const { appId, customerBelongsTo, templateCode } of await store.sendingLimits.takeReleases(
        this.#process,
      )) {
        this.#sender.release({ appId, customerBelongsTo, ...(templateCode !== '' && { templateCode }) })
      }
      await this.#sayLimits(isLast ? [] : this.#sender.limits().flatMap(reportedOf))
    } catch (error) {
      // An outage has its own line.
      if (!(error instanceof StoreUnavailable)) log('error', 'report-failed', { error })
    }
  }

  async #sayLimits(limits: ReturnType<typeof reportedOf>): Promise<void> {
    const { store, clock } = this.#services
    const text = JSON.stringify(limits)
    const isFresh = limits.length === 0 || clock.monotonic() - this.#saidAt < repeatMs
    if (text === this.#said && isFresh) return
    const now = await store.now(clock)
    await store.sendingLimits.report(this.#process, limits, now)
    await store.sendingLimits.forgetBefore(now - reportLivesMs)
    this.#said = text
    this.#saidAt = clock.monotonic()
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      await this.report()
      await Promise.race([this.#stop, this.#services.pause(reportEveryMs)])
    }
  }
}

/** What is neither stopped nor paced says nothing. */
const reportedOf = ({
  appId,
  customerBelongsTo,
  templateCode = '',
  state,
  perSecond = null,
}: LimitView): Omit<ReportedLimit, 'process'>[] =>
  state === 'CLOSED' && perSecond === null
    ? []
    : [{ appId, customerBelongsTo, templateCode, state, perSecond }]
