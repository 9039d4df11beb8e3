import { randomUUID } from 'node:crypto'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Services } from '../services.js'
import type { Claim, Recipient } from '../store/message-store.js'
import type { StoreParts } from '../store/store.js'
import { revokeQuietly } from '../tokens/revoke-quietly.js'
import { attemptMessage, type AttemptResult } from './attempt-message.js'
import { Gathering } from './gathering.js'
import { SendingLimits, type LimitView } from './sending-limits.js'
import { settleAttempts, type Settled, type Settling } from './settle-attempts.js'

export interface SenderOptions {
  /** Attempts under way at once. @default 16 */
  concurrency?: number
  /** How often the outbox is looked at when nothing wakes the sender, milliseconds. @default 1000 */
  pollMs?: number
  /** Messages a second for each app, by this process; the platform may slow it down. @default Infinity */
  perSecond?: number
  /** Waits before the second attempt, the third, and so on, milliseconds. @default 2 s to 12 h */
  waitsMs?: readonly number[]
  /** What a lease holds beyond two calls of the platform, to settle in; milliseconds. @default 10000 */
  settleMs?: number
}

/** How long an ended attempt waits for others, to be written together with them. */
const gatherMs = 20

/** Takes due messages from the outbox and sends them. Any number may run; each message is held by one. */
export class Sender {
  readonly #services: Services
  readonly #options: Required<Omit<SenderOptions, 'waitsMs'>> & Pick<SenderOptions, 'waitsMs'>
  readonly #limits: SendingLimits
  readonly #ended: Gathering<Settling>
  readonly #owner = randomUUID()
  /** Claimed and not yet settled. */
  #held = 0
  #underWay = 0
  #first = 0
  #loop: Promise<void> | undefined
  #stopping = false
  #wake: () => void = () => undefined

  constructor(services: Services, options: SenderOptions = {}) {
    this.#services = services
    this.#options = { concurrency: 16, pollMs: 1_000, perSecond: Infinity, settleMs: 10_000, ...options }
    this.#limits = new SendingLimits({ perSecond: this.#options.perSecond, log: services.log })
    this.#ended = new Gathering({
      waitMs: gatherMs,
      pause: services.pause,
      onGroup: () => {
        this.#wake()
      },
    })
  }

  /** Sends what is due from now on, until `stop`. */
  start(): void {
    this.#loop ??= this.#run()
  }

  /** Something may be due: look at once. */
  wake(): void {
    this.#wake()
  }

  /** Breakers and paces, for metrics. */
  limits(): LimitView[] {
    return this.#limits.view(this.#services.clock.now())
  }

  /** Claims nothing more, and resolves when what is under way has been settled. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#wake()
    await this.#loop
  }

  /** Sends what is due now, once; returns how many attempts that were. */
  async sendDue(): Promise<number> {
    const claims = await this.#turn({ mayClaim: true })
    await this.#begin(claims)
    await this.#turn({ mayClaim: false })
    return claims.length
  }

  async #run(): Promise<void> {
    while (!this.#stopping || this.#held > 0) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve))
      void this.#begin(await this.#turn({ mayClaim: !this.#stopping }))
      await Promise.race([woken, this.#services.pause(this.#options.pollMs)])
      // What this turn of the event loop has read belongs to the same group.
      await turnOfTheLoop()
    }
  }

  /** One transaction settles what has ended, and claims for the places that it frees. */
  async #turn({ mayClaim }: { mayClaim: boolean }): Promise<Claim[]> {
    const { store, log } = this.#services
    const group = this.#ended.take()
    try {
      const { settled, claims } = await store.transaction(async (tx) => ({
        settled: group.length > 0 ? await this.#settle(tx, group) : [],
        claims: mayClaim ? await this.#claim(tx, this.#held - group.length) : [],
      }))
      this.#settled(group, settled)
      this.#held += claims.length
      return claims
    } catch (error) {
      if (group.length === 0) log('error', 'outbox-not-readable', { error })
      for (const one of group) await this.#settleAlone(one)
      return []
    }
  }

  /** One whose end can't be written takes nobody with it. */
  async #settleAlone(one: Settling): Promise<void> {
    const { store, log } = this.#services
    try {
      this.#settled([one], await store.transaction((tx) => this.#settle(tx, [one])))
    } catch (error) {
      // The lease runs out and the message is due again: nothing is lost.
      this.#held -= 1
      const { requestId, attempts } = one.claim
      log('error', 'attempt-not-settled', { requestId, attempt: attempts, error })
    }
  }

  #settle(tx: StoreParts, group: Settling[]): Promise<Settled[]> {
    return settleAttempts(this.#services, tx, group, this.#options.waitsMs)
  }

  #settled(group: Settling[], settled: Settled[]): void {
    const { log, apps, background } = this.#services
    this.#held -= group.length
    for (const [index, { claim, result, ms }] of group.entries()) {
      const { requestId, templateCode, attempts } = claim
      const { outcome, code, detail } = result.ended
      log(outcome === 'SENT' ? 'info' : 'warn', 'message-attempt', {
        ...{ requestId, templateCode, attempt: attempts, outcome, ms },
        ...(code !== null && { code }),
        ...(detail !== null && { detail }),
      })
      for (const token of settled[index]?.unneeded ?? []) {
        background.add(revokeQuietly(this.#services, apps.require(claim).site, token))
      }
    }
  }

  /** App by app, each time beginning with the next one: a busy app leaves room for the others. */
  async #claim(tx: StoreParts, held: number): Promise<Claim[]> {
    const { clock, platform, apps } = this.#services
    const all = apps.sites()
    const from = (this.#first += 1) % all.length
    const claims: Claim[] = []
    for (const app of [...all.slice(from), ...all.slice(0, from)]) {
      const now = clock.now()
      const free = this.#options.concurrency - held - claims.length
      const { limit, exceptTemplates } = this.#limits.allows(app, now)
      if (Math.min(free, limit) <= 0) continue
      const claimed = await tx.messages.claimDue({
        ...{ owner: this.#owner, app, exceptTemplates, now },
        limit: Math.min(free, limit),
        // A refresh, the sending itself, and something to settle in.
        leaseUntil: now + 2 * platform.timeoutMs + this.#options.settleMs,
      })
      claims.push(...claimed)
    }
    return claims
  }

  /** Whom they go to is read once for all of them, after they are claimed. */
  async #begin(claims: Claim[]): Promise<void> {
    if (claims.length === 0) return
    this.#underWay += claims.length
    this.#limits.began(claims, this.#services.clock.now())
    const recipients = this.#services.store.messages.recipientsOf(claims.map(({ requestId }) => requestId))
    await Promise.all(
      claims.map((claim, index) => this.#attempt(claim, async () => (await recipients)[index])),
    )
  }

  async #attempt(claim: Claim, recipient: () => Promise<Recipient | undefined>): Promise<void> {
    const { clock } = this.#services
    const startedAt = clock.now()
    const result = await this.#try(claim, recipient)
    this.#limits.ended(claim, result.ended, clock.now())
    this.#underWay -= 1
    this.#ended.add({ claim, result, ms: clock.now() - startedAt }, this.#underWay === 0)
  }

  /** An attempt that broke may have been sent: it is retried by the schedule, and given up with it. */
  async #try(claim: Claim, recipient: () => Promise<Recipient | undefined>): Promise<AttemptResult> {
    try {
      return await attemptMessage(this.#services, claim, await recipient())
    } catch (error) {
      const { requestId, attempts } = claim
      this.#services.log('error', 'message-attempt-broken', { requestId, attempt: attempts, error })
      const detail = 'the attempt broke in this server: its log says where'
      return { ended: { outcome: 'UNKNOWN', code: 'ATTEMPT_BROKEN', detail, retry: 'BY_SCHEDULE' } }
    }
  }
}
