import type { EventLog } from '../runtime.js'
import type { Claim, SendingApp } from '../store/store.js'
import { breakerNames, policy, type BreakerName, type End } from './policy.js'

/** Attempts under way at once, where CONCURRENCY does not say so. */
export const defaultConcurrency = 64

const waits = { firstWaitMs: 5_000, longestWaitMs: 600_000 }
const newBreaker = () => new Breaker({ threshold: 5, ...waits })
/** A signature that is wrong, on either side, is no accident: three are enough. */
const newSignatureBreaker = () => new Breaker({ threshold: 3, ...waits })

/** What stands in the way of sending, for metrics. */
export interface LimitView extends SendingApp {
  /** Absent: of the whole app. */
  templateCode?: string
  state: BreakerState
  /** Messages a second; null for no limit. */
  perSecond?: number | null
}

/** A breaker of the whole app, or of one template. */
export interface ReleasedBreaker extends SendingApp {
  templateCode?: string
}

interface AppLimits {
  app: SendingApp
  breakers: Record<Exclude<BreakerName, 'TEMPLATE'>, Breaker>
  pace: Pace
  templates: Map<string, Breaker>
}

/** How many messages of which app and template may begin now. Kept by each process for itself; times are monotonic. */
export class SendingLimits {
  readonly #apps = new Map<string, AppLimits>()
  readonly #perSecond: number
  readonly #log: EventLog

  constructor({ perSecond, log }: { perSecond: number; log: EventLog }) {
    this.#perSecond = perSecond
    this.#log = log
  }

  /** How many of the app; of a template that is stopped none, of one that probes a single one. */
  allows(
    app: SendingApp,
    now: number,
  ): { limit: number; exceptTemplates: string[]; probeTemplates: string[] } {
    const { breakers, pace, templates } = this.#of(app)
    const allowing = (count: number) =>
      [...templates].filter(([, breaker]) => breaker.allows(now) === count).map(([code]) => code)
    return {
      limit: Math.min(breakers.APP.allows(now), breakers.SIGNATURE.allows(now), pace.allows(now)),
      exceptTemplates: allowing(0),
      probeTemplates: allowing(1),
    }
  }

  began(claims: readonly Claim[], now: number, probeEndsAt: number): void {
    for (const claim of claims) {
      const { breakers, pace, templates } = this.#of(claim)
      pace.began(1, now)
      const template = templates.get(claim.templateCode)
      for (const breaker of [breakers.APP, breakers.SIGNATURE, template]) breaker?.probe(now, probeEndsAt)
    }
  }

  /** 0: a token of the app may be refreshed now; otherwise the milliseconds until one may. */
  takeRefresh(claim: Claim, now: number, probeEndsAt: number): number {
    const { REFRESH } = this.#of(claim).breakers
    const waitMs = REFRESH.waitMs(now)
    if (waitMs === 0) REFRESH.probe(now, probeEndsAt)
    return waitMs
  }

  refreshed({ appId, customerBelongsTo }: SendingApp): void {
    if (this.#of({ appId, customerBelongsTo }).breakers.REFRESH.succeeded()) {
      this.#log('info', 'breaker-closed', { appId, breaker: 'REFRESH' })
    }
  }

  /** Learns from how an attempt ended. */
  ended(claim: Claim, end: End, now: number): void {
    const { breaker: failing, outcome, isTooFast } = policy[end.kind]
    const { pace, breakers: ofApp, templates } = this.#of(claim)
    const { appId, templateCode } = claim
    const breakers = { ...ofApp, TEMPLATE: templates.get(templateCode) }
    const about = {
      appId,
      ...(end.code !== null && { code: end.code }),
      ...(end.detail !== null && { detail: end.detail }),
    }
    if (failing === 'REFRESH' && ofApp.REFRESH.failed(now)) {
      this.#log('error', 'breaker-opened', { ...about, breaker: failing })
    }
    let saysMore = failing !== 'SILENT' && failing !== 'REFRESH'
    for (const name of breakerNames) {
      if (!saysMore) {
        breakers[name]?.saidNothing()
        continue
      }
      const more = name === 'TEMPLATE' ? { templateCode } : {}
      if (name === failing) {
        const breaker = breakers[name] ?? newBreaker()
        if (name === 'TEMPLATE') templates.set(templateCode, breaker)
        if (breaker.failed(now)) this.#log('error', 'breaker-opened', { ...about, ...more })
        saysMore = false
        continue
      }
      if (breakers[name]?.succeeded()) this.#log('info', 'breaker-closed', { ...about, ...more })
      if (name === 'TEMPLATE') templates.delete(templateCode)
    }
    if (isTooFast && pace.tooFast(now)) this.#log('error', 'slowed-down', about)
    if (outcome === 'SENT') pace.succeeded()
  }

  /** Somebody has mended the cause: sending goes on at once, as if nothing had failed. */
  release({ appId, customerBelongsTo, templateCode }: ReleasedBreaker): void {
    const { breakers, templates } = this.#of({ appId, customerBelongsTo })
    const released = templateCode === undefined ? Object.values(breakers) : [templates.get(templateCode)]
    const wereOpen = released.filter((breaker) => breaker?.succeeded())
    if (templateCode !== undefined) templates.delete(templateCode)
    if (wereOpen.length === 0) return
    this.#log('warn', 'breaker-released', { appId, ...(templateCode !== undefined && { templateCode }) })
  }

  view(now: number): LimitView[] {
    return [...this.#apps.values()].flatMap(({ app, breakers, pace, templates }) => {
      const worst = Object.values(breakers)
        .map((one) => one.state(now))
        .find((state) => state !== 'CLOSED')
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
      breakers: { APP: newBreaker(), SIGNATURE: newSignatureBreaker(), REFRESH: newBreaker() },
      pace: new Pace(this.#perSecond),
      templates: new Map(),
    }
    this.#apps.set(key, made)
    return made
  }
}

interface BreakerOptions {
  /** Failures in a row that open it. */
  threshold: number
  /** The first wait, milliseconds; each failed probe doubles it. */
  firstWaitMs: number
  longestWaitMs: number
}

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN'

/** Stops what fails again and again, and lets one probe through after a wait. */
export class Breaker {
  readonly #options: BreakerOptions
  #failures = 0
  #waitMs: number
  #openUntil: number | undefined
  #probeEndsAt = 0

  constructor(options: BreakerOptions) {
    this.#options = options
    this.#waitMs = options.firstWaitMs
  }

  state(now: number): BreakerState {
    if (this.#openUntil === undefined) return 'CLOSED'
    return now < this.#openUntil ? 'OPEN' : 'HALF_OPEN'
  }

  /** How many may begin now: none while it is open, one as a probe. */
  allows(now: number): number {
    switch (this.state(now)) {
      case 'CLOSED':
        return Infinity
      case 'OPEN':
        return 0
      case 'HALF_OPEN':
        return now < this.#probeEndsAt ? 0 : 1
    }
  }

  /** Milliseconds until one may begin, as far as that is known; 0: now. While a probe runs it may be any time. */
  waitMs(now: number): number {
    if (this.allows(now) > 0) return 0
    return Math.max(1, (this.#openUntil ?? now) - now)
  }

  /** A probe has begun. It may end without saying anything, so another may follow at `endsAt`. */
  probe(now: number, endsAt: number): void {
    if (this.state(now) === 'HALF_OPEN') this.#probeEndsAt = endsAt
  }

  /** What may have been the probe ended without saying anything: another may follow. */
  saidNothing(): void {
    this.#probeEndsAt = 0
  }

  /** True when this closes it. */
  succeeded(): boolean {
    const wasOpen = this.#openUntil !== undefined
    this.#failures = 0
    this.#waitMs = this.#options.firstWaitMs
    this.#openUntil = undefined
    this.#probeEndsAt = 0
    return wasOpen
  }

  /** True when this opens it, or keeps it open after a probe. */
  failed(now: number): boolean {
    this.#failures += 1
    const state = this.state(now)
    // What had begun before it opened says nothing new.
    if (state === 'OPEN' || (state === 'CLOSED' && this.#failures < this.#options.threshold)) return false
    if (state === 'HALF_OPEN') this.#waitMs = Math.min(2 * this.#waitMs, this.#options.longestWaitMs)
    this.#openUntil = now + this.#waitMs
    this.#probeEndsAt = 0
    return true
  }
}

/** Never slower than one message in two seconds. */
const slowest = 0.5

/**
 * Messages a second for one app. At first as configured; when the platform says "too fast", half of what was
 * sent in the last second, and from there about a tenth faster each second.
 */
export class Pace {
  readonly #most: number
  #perSecond: number
  #tokens: number
  #filledAt: number | undefined
  #slowedAt = -Infinity
  #second = { from: 0, sent: 0, before: 0 }

  /** @param most messages a second; Infinity for no limit */
  constructor(most: number) {
    this.#most = most
    this.#perSecond = most
    this.#tokens = Math.max(1, most)
  }

  get perSecond(): number {
    return this.#perSecond
  }

  /** How many may begin now. */
  allows(now: number): number {
    if (this.#perSecond === Infinity) return Infinity
    const elapsed = Math.max(0, now - (this.#filledAt ?? now))
    const burst = Math.max(1, this.#perSecond)
    this.#tokens = Math.min(burst, this.#tokens + (elapsed * this.#perSecond) / 1_000)
    this.#filledAt = now
    return Math.floor(this.#tokens + 1e-9)
  }

  began(count: number, now: number): void {
    this.#tokens -= count
    const { from, sent } = this.#second
    if (now - from >= 1_000) this.#second = { from: now, sent: count, before: now - from < 2_000 ? sent : 0 }
    else this.#second.sent += count
  }

  succeeded(): void {
    if (this.#perSecond < this.#most) this.#perSecond = Math.min(this.#most, this.#perSecond + 0.1)
  }

  /** Those under way together are told together: within a second it counts once. True when it slows down. */
  tooFast(now: number): boolean {
    if (now - this.#slowedAt < 1_000) return false
    this.#slowedAt = now
    const recent = Math.max(this.#second.sent, this.#second.before, 1)
    this.#perSecond = Math.max(slowest, Math.min(this.#perSecond, recent) / 2)
    this.#tokens = 0
    this.#filledAt = now
    return true
  }
}
