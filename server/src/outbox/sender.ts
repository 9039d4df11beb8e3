import { randomUUID } from 'node:crypto'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { stopwatch } from '../runtime.js'
import type { AccessToken } from '../platform/endpoints.js'
import type { Services } from '../services.js'
import { inSpan, withTrace } from '../tracing.js'
import type { Claim, Recipient, SendingApp, StoreParts } from '../store/store.js'
import { StoreUnavailable } from '../store/database.js'
import { revokeQuietly } from '../tokens/exchange.js'
import type { RefreshGate } from '../tokens/stored-tokens.js'
import { attemptMessage, finishExpired, recordEnds, type EndedAttempt, type Hold } from './attempt.js'
import { Gathering } from './group-commit.js'
import { defaultConcurrency, SendingLimits, type LimitView, type ReleasedBreaker } from './limits.js'
import { policy, type End } from './policy.js'

export interface SenderOptions {
  /** Attempts under way at once. @default 64 */
  concurrency?: number
  /** How often the outbox is looked at when nothing wakes the sender, milliseconds. @default 1000 */
  pollMs?: number
  /** Messages a second for each app, by this process; the platform may slow it down. @default Infinity */
  perSecond?: number
  /** Waits before the second attempt, the third, and so on, milliseconds. @default 2 s to 12 h */
  waitsMs?: readonly number[]
  /** What a lease holds beyond two calls of the platform, to record the end in; milliseconds. @default 10000 */
  recordMs?: number
}

/** What a log line about a message names. */
const nameOf = ({ requestId, traceId }: Claim) => ({ requestId, ...(traceId !== null && { traceId }) })

/** How long an ended attempt waits for others, to be written together with them. */
const gatherMs = 20

/** Takes due messages from the outbox and sends them. Any number may run; each message is held by one. */
export class Sender {
  readonly #services: Services
  readonly #options: Required<Omit<SenderOptions, 'waitsMs'>> & Pick<SenderOptions, 'waitsMs'>
  readonly #limits: SendingLimits
  readonly #ended: Gathering<EndedAttempt>
  readonly #owner = randomUUID()
  /** Claimed, and its end not yet recorded. */
  #held = 0
  #underWay = 0
  #first = 0
  #turnedAt: number | undefined
  #expiredAt = -Infinity
  #loop: Promise<void> | undefined
  #stopping = false
  #wake: () => void = () => undefined

  constructor(services: Services, options: SenderOptions = {}) {
    this.#services = services
    this.#options = {
      concurrency: defaultConcurrency,
      pollMs: 1_000,
      perSecond: Infinity,
      recordMs: 10_000,
      ...options,
    }
    this.#limits = new SendingLimits({ perSecond: this.#options.perSecond, log: services.log })
    this.#ended = new Gathering({
      waitMs: gatherMs,
      pause: services.pause,
      onGroup: () => {
        this.#wake()
      },
    })
  }

  /** Attempts under way at once, at most. */
  get concurrency(): number {
    return this.#options.concurrency
  }

  /** Sends what is due from now on, until `stop`. */
  start(): void {
    this.#turnedAt ??= this.#services.clock.monotonic()
    this.#loop ??= this.#run()
  }

  /** Something may be due: look at once. */
  wake(): void {
    this.#wake()
  }

  /** How long ago the last turn ended well; 0 before `start`. A turn is due every `pollMs`. */
  sinceTurnMs(): number {
    return this.#turnedAt === undefined ? 0 : this.#services.clock.monotonic() - this.#turnedAt
  }

  /** Breakers and paces, for metrics. */
  limits(): LimitView[] {
    return this.#limits.view(this.#services.clock.monotonic())
  }

  /** Lets a breaker of this process close. */
  release(breaker: ReleasedBreaker): void {
    this.#limits.release(breaker)
    this.wake()
  }

  /** Claims nothing more, and resolves when the end of what is under way has been recorded. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#wake()
    await this.#loop
  }

  /** Sends what is due now, once; returns how many attempts that were. */
  async sendDue(): Promise<number> {
    await this.#finishExpired()
    const { claims, elapsed } = await this.#turn({ mayClaim: true })
    await this.#begin(claims, elapsed)
    await this.#turn({ mayClaim: false })
    return claims.length
  }

  async #run(): Promise<void> {
    while (!this.#stopping || this.#held > 0) {
      if (this.#services.clock.monotonic() - this.#expiredAt >= this.#options.pollMs)
        await this.#finishExpired()
      const woken = new Promise<void>((resolve) => (this.#wake = resolve))
      const { claims, elapsed } = await this.#turn({ mayClaim: !this.#stopping })
      void this.#begin(claims, elapsed)
      await Promise.race([woken, this.#services.pause(this.#options.pollMs)])
      // What this turn of the event loop has read belongs to the same group.
      await turnOfTheLoop()
    }
  }

  async #finishExpired(): Promise<void> {
    this.#expiredAt = this.#services.clock.monotonic()
    try {
      while (await finishExpired(this.#services));
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) this.#services.log('error', 'outbox-not-readable', { error })
    }
  }

  /** One transaction records what has ended, and claims for the places that it frees. */
  async #turn({ mayClaim }: { mayClaim: boolean }): Promise<{ claims: Claim[]; elapsed: () => number }> {
    const { store, log, clock } = this.#services
    // Before the claim: what it takes is taken from the lease.
    const elapsed = stopwatch(clock)
    const group = this.#ended.take()
    try {
      const { unneeded, claims } = await store.transaction(async (tx) => {
        const now = await tx.now(clock)
        return {
          unneeded: group.length > 0 ? await this.#recordEnds(tx, group, now) : [],
          claims: mayClaim ? await this.#claim(tx, this.#held - group.length, now) : [],
        }
      })
      this.#letGo(group, unneeded)
      this.#held += claims.length
      if (this.#turnedAt !== undefined) this.#turnedAt = clock.monotonic()
      return { claims, elapsed }
    } catch (error) {
      if (error instanceof StoreUnavailable) {
        this.#keep(group)
        return { claims: [], elapsed }
      }
      if (group.length === 0) log('error', 'outbox-not-readable', { error })
      for (const one of group) await this.#recordAlone(one)
      return { claims: [], elapsed }
    }
  }

  /** While the database is away: for the next turn, as long as the lease holds; then the message is due again. */
  #keep(group: EndedAttempt[]): void {
    const kept = this.#stopping ? [] : group.filter(({ leftMs }) => leftMs() > 0)
    this.#held -= group.length - kept.length
    this.#ended.putBack(kept)
  }

  /** One whose end can't be written takes nobody with it. */
  async #recordAlone(one: EndedAttempt): Promise<void> {
    const { store, log, clock } = this.#services
    try {
      const unneeded = store.transaction(async (tx) => this.#recordEnds(tx, [one], await tx.now(clock)))
      this.#letGo([one], await unneeded)
    } catch (error) {
      // The lease runs out and the message is due again: nothing is lost.
      this.#held -= 1
      const { attempts } = one.claim
      log('error', 'attempt-not-recorded', { ...nameOf(one.claim), attempt: attempts, error })
    }
  }

  #recordEnds(tx: StoreParts, group: EndedAttempt[], now: number): Promise<AccessToken<'MESSAGE'>[][]> {
    return recordEnds(this.#services, tx, group, now, this.#options.waitsMs)
  }

  /** What is recorded is no longer held. */
  #letGo(group: EndedAttempt[], unneeded: AccessToken<'MESSAGE'>[][]): void {
    const { log, apps, background } = this.#services
    this.#held -= group.length
    for (const [index, { claim, end, ms }] of group.entries()) {
      const { templateCode, attempts } = claim
      const { code, detail } = end
      const { outcome } = policy[end.kind]
      log(outcome === 'SENT' ? 'info' : 'warn', 'message-attempt', {
        ...nameOf(claim),
        templateCode,
        attempt: attempts,
        outcome,
        ms,
        ...(code !== null && { code }),
        ...(detail !== null && { detail }),
      })
      for (const token of unneeded[index] ?? []) {
        background.add(revokeQuietly(this.#services, apps.siteOf(claim), token))
      }
    }
  }

  /** A refresh, the sending itself, and time to record the end in. */
  get #leaseMs(): number {
    return 2 * this.#services.platform.timeoutMs + this.#options.recordMs
  }

  /**
   * For each app that has something due an equal share of the places, beginning with another one each time; then what
   * they leave for those that need more. So an app that is busy leaves room for the others.
   */
  async #claim(tx: StoreParts, held: number, now: number): Promise<Claim[]> {
    const { clock, apps } = this.#services
    const claims: Claim[] = []
    const free = () => this.#options.concurrency - held - claims.length
    if (free() <= 0) return []
    const lease = { owner: this.#owner, now, leaseUntil: now + this.#leaseMs }
    const due = await tx.messages.appsWithDue(apps.sites(), now)
    const from = (this.#first += 1) % Math.max(1, due.length)
    const inTurn = [...due.slice(from), ...due.slice(0, from)]
    const hungry: { app: SendingApp; limit: number; exceptTemplates: string[] }[] = []
    for (const [index, app] of inTurn.entries()) {
      const { limit, ...templates } = this.#limits.allows(app, clock.monotonic())
      const share = Math.min(limit, Math.ceil(free() / (inTurn.length - index)))
      if (share <= 0) continue
      const claimed = await tx.messages.claimDue({ ...lease, app, ...templates, limit: share })
      claims.push(...claimed)
      const { exceptTemplates, probeTemplates } = templates
      // Of a template that probes there may be no second one.
      if (claimed.length === share && probeTemplates.length === 0)
        hungry.push({ app, limit: limit - share, exceptTemplates })
    }
    for (const { limit, ...rest } of hungry) {
      const more = Math.min(free(), limit)
      if (more > 0) claims.push(...(await tx.messages.claimDue({ ...lease, ...rest, limit: more })))
    }
    return claims
  }

  /** Whom they go to is read once for all of them, after they are claimed. */
  async #begin(claims: Claim[], elapsed: () => number): Promise<void> {
    if (claims.length === 0) return
    this.#underWay += claims.length
    const now = this.#services.clock.monotonic()
    this.#limits.began(claims, now, now + this.#leaseMs)
    const recipients = this.#services.store.messages.recipientsOf(claims)
    await Promise.all(
      claims.map((claim, index) => this.#attempt(claim, async () => (await recipients)[index], elapsed)),
    )
  }

  async #attempt(
    claim: Claim,
    recipient: () => Promise<Recipient | undefined>,
    elapsed: () => number,
  ): Promise<void> {
    const { clock } = this.#services
    const startedAt = clock.monotonic()
    const leftMs = () => this.#leaseMs - elapsed()
    const end = await this.#try(claim, recipient, {
      leftMs,
      now: () => (claim.startedAt ?? 0) + elapsed(),
      gate: this.#gateOf(claim),
    })
    this.#limits.ended(claim, end, clock.monotonic())
    this.#underWay -= 1
    const ms = Math.round(clock.monotonic() - startedAt)
    this.#ended.add({ claim, end, ms, leftMs }, this.#underWay === 0)
  }

  #gateOf(claim: Claim): RefreshGate {
    const { clock } = this.#services
    return {
      take: () => {
        const now = clock.monotonic()
        return this.#limits.takeRefresh(claim, now, now + this.#leaseMs)
      },
      answered: () => {
        this.#limits.refreshed(claim)
      },
    }
  }

  /** An attempt that broke may have been sent: it is retried by the schedule, and given up with it. */
  async #try(claim: Claim, recipient: () => Promise<Recipient | undefined>, hold: Hold): Promise<End> {
    const { appId, templateCode, attempts, traceId } = claim
    const services = withTrace(this.#services, traceId)
    const attributes = { 'mini_message.app': appId, 'mini_message.template': templateCode }
    try {
      return await inSpan('message attempt', { attributes, traceId }, async (span) => {
        const end = await attemptMessage(services, claim, recipient, hold)
        const { kind } = end
        span.setAttributes({ 'mini_message.attempt': attempts, 'mini_message.end': kind })
        return end
      })
    } catch (error) {
      const { requestId } = claim
      if (!(error instanceof StoreUnavailable))
        services.log('error', 'message-attempt-broken', { requestId, attempt: attempts, error })
      const detail = 'the attempt broke in this server: its log says where'
      return { kind: 'BROKEN', code: 'ATTEMPT_BROKEN', detail }
    }
  }
}
