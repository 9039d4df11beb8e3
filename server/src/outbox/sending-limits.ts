import type { EventLog } from '../log/event-log.js'
import type { Claim, SendingApp } from '../store/message-store.js'
import { Breaker, type BreakerState } from './breaker.js'
import type { Ended } from './ended.js'
import { Pace } from './pace.js'

const [second, minute] = [1_000, 60_000]
const wait = { firstWaitMs: 5 * second, longestWaitMs: 10 * minute }
const answersBreaker = { threshold: 5, ...wait }
/** An unbelievable answer, or a no to whatever we sign, is no accident: three are enough. */
const beliefBreaker = { threshold: 3, ...wait }

/** What stands in the way of sending, for metrics. */
export interface LimitView extends SendingApp {
  /** Absent: of the whole app. */
  templateCode?: string
  state: BreakerState
  /** Messages a second; null for no limit. */
  perSecond?: number | null
}

interface AppLimits {
  app: SendingApp
  answers: Breaker
  belief: Breaker
  pace: Pace
  templates: Map<string, Breaker>
}

/** How many messages of which app and template may begin now. Kept by each process for itself. */
export class SendingLimits {
  readonly #apps = new Map<string, AppLimits>()
  readonly #perSecond: number
  readonly #log: EventLog

  constructor({ perSecond, log }: { perSecond: number; log: EventLog }) {
    this.#perSecond = perSecond
    this.#log = log
  }

  /** While a template's breaker probes, one message of the app at a time goes out. */
  allows(app: SendingApp, now: number): { limit: number; exceptTemplates: string[] } {
    const { answers, belief, pace, templates } = this.#of(app)
    const limit = Math.min(answers.allows(now), belief.allows(now), pace.allows(now))
    const exceptTemplates = [...templates]
      .filter(([, breaker]) => breaker.allows(now) === 0)
      .map(([code]) => code)
    const isProbing = [...templates.values()].some((breaker) => breaker.allows(now) === 1)
    return { limit: isProbing ? Math.min(limit, 1) : limit, exceptTemplates }
  }

  began(claims: readonly Claim[], now: number): void {
    for (const claim of claims) {
      const { answers, belief, pace, templates } = this.#of(claim)
      pace.began(1, now)
      const template = templates.get(claim.templateCode)
      for (const breaker of [answers, belief, template]) breaker?.probe(now, claim.leaseUntil)
    }
  }

  /** Learns from how an attempt ended. */
  ended(claim: Claim, ended: Ended, now: number): void {
    if (ended.outcome === 'NOT_SENT') return
    const { answers, belief, pace, templates } = this.#of(claim)
    const { appId, templateCode } = claim
    const about = {
      appId,
      ...(ended.code !== null && { code: ended.code }),
      ...(ended.detail !== null && { detail: ended.detail }),
    }
    const { failure } = ended
    const say = (did: boolean, event: string, more = {}) => {
      if (did) this.#log(event === 'breaker-closed' ? 'info' : 'error', event, { ...about, ...more })
    }

    if (failure === 'APP') say(answers.failed(now), 'breaker-opened')
    else say(answers.succeeded(), 'breaker-closed')
    if (failure === 'UNVERIFIED' || failure === 'MERCHANT') say(belief.failed(now), 'breaker-opened')
    else if (failure !== 'APP') say(belief.succeeded(), 'breaker-closed')
    if (failure === 'TEMPLATE') {
      const breaker = templates.get(templateCode) ?? new Breaker(answersBreaker)
      templates.set(templateCode, breaker)
      say(breaker.failed(now), 'breaker-opened', { templateCode })
    } else if (!failure && templates.get(templateCode)?.succeeded()) {
      say(true, 'breaker-closed', { templateCode })
      templates.delete(templateCode)
    }
    if (ended.isTooFast) say(pace.tooFast(now), 'slowed-down')
    if (ended.outcome === 'SENT') pace.succeeded()
  }

  view(now: number): LimitView[] {
    return [...this.#apps.values()].flatMap(({ app, answers, belief, pace, templates }) => {
      const worst = [answers, belief].map((one) => one.state(now)).find((state) => state !== 'CLOSED')
      const perSecond = pace.perSecond === Infinity ? null : pace.perSecond
      return [
        { ...app, state: worst ?? 'CLOSED', perSecond },
        ...[...templates].map(([templateCode, one]) => ({ ...app, templateCode, state: one.state(now) })),
      ]
    })
  }

  #of({ appId, customerBelongsTo }: SendingApp): AppLimits {
    const key = `${appId}\n${customerBelongsTo}`
    const known = this.#apps.get(key)
    if (known) return known
    const made: AppLimits = {
      app: { appId, customerBelongsTo },
      answers: new Breaker(answersBreaker),
      belief: new Breaker(beliefBreaker),
      pace: new Pace(this.#perSecond),
      templates: new Map(),
    }
    this.#apps.set(key, made)
    return made
  }
}
