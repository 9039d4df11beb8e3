import { randomUUID } from 'node:crypto'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Services } from '../services.js'
import type { Claim } from '../store/message-store.js'
import { revokeQuietly } from '../tokens/revoke-quietly.js'
import { attemptMessage, type AttemptResult } from './attempt-message.js'
import { GroupCommit } from './group-commit.js'
import { SendingLimits, type LimitView } from './sending-limits.js'
import { settleAttempt, type Settled, type Settling } from './settle-attempt.js'

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

/** Takes due messages from the outbox and sends them. Any number may run; each message is held by one. */
export class Sender {
  readonly #services: Services
  readonly #options: Required<Omit<SenderOptions, 'waitsMs'>> & Pick<SenderOptions, 'waitsMs'>
  readonly #limits: SendingLimits
  readonly #settling: GroupCommit<Settling, Settled>
  readonly #owner = randomUUID()
  readonly #running = new Set<Promise<void>>()
  #first = 0
  #loop: Promise<void> | undefined
  #stopping = false
  #wake: () => void = () => undefined

  constructor(services: Services, options: SenderOptions = {}) {
    this.#services = services
    this.#options = { concurrency: 16, pollMs: 1_000, perSecond: Infinity, settleMs: 10_000, ...options }
    this.#limits = new SendingLimits({ perSecond: this.#options.perSecond, log: services.log })
    this.#settling = new GroupCommit((group) => this.#settle(group))
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
    await Promise.all(this.#running)
  }

  /** Sends what is due now, once; returns how many attempts that were. */
  async sendDue(): Promise<number> {
    const claims = await this.#claim()
    await Promise.all(claims.map((claim) => this.#attempt(claim)))
    return claims.length
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve))
      const began = await this.#begin()
      if (began === 0) await Promise.race([woken, this.#services.pause(this.#options.pollMs)])
      // Attempts are settled in groups: claim for all that this one freed, with one write to the disk.
      await turnOfTheLoop()
    }
  }

  async #begin(): Promise<number> {
    try {
      const claims = await this.#claim()
      for (const claim of claims) {
        const attempt = this.#attempt(claim).finally(() => {
          this.#running.delete(attempt)
          this.#wake()
        })
        this.#running.add(attempt)
      }
      return claims.length
    } catch (error) {
      this.#services.log('error', 'outbox-not-readable', { error })
      return 0
    }
  }

  /** App by app, each time beginning with the next one: a busy app leaves room for the others. */
  async #claim(): Promise<Claim[]> {
    const { store, clock, platform, apps } = this.#services
    const all = apps.sites()
    const from = (this.#first += 1) % all.length
    const claims: Claim[] = []
    for (const app of [...all.slice(from), ...all.slice(0, from)]) {
      const now = clock.now()
      const free = this.#options.concurrency - this.#running.size - claims.length
      const { limit, exceptTemplates } = this.#limits.allows(app, now)
      if (Math.min(free, limit) <= 0) continue
      const claimed = await store.messages.claimDue({
        ...{ owner: this.#owner, app, exceptTemplates, now },
        limit: Math.min(free, limit),
        // A refresh, the sending itself, and something to settle in.
        leaseUntil: now + 2 * platform.timeoutMs + this.#options.settleMs,
      })
      this.#limits.began(claimed, now)
      claims.push(...claimed)
    }
    return claims
  }

  async #attempt(claim: Claim): Promise<void> {
    const { log, clock, apps, background } = this.#services
    const { requestId, templateCode, attempts } = claim
    const startedAt = clock.now()
    try {
      const result = await this.#try(claim)
      const { ended } = result
      this.#limits.ended(claim, ended, clock.now())
      const settled = await this.#settling.add({ claim, result })
      const { outcome, code, detail } = ended
      log(outcome === 'SENT' ? 'info' : 'warn', 'message-attempt', {
        ...{ requestId, templateCode, attempt: attempts, outcome, ms: clock.now() - startedAt },
        ...(code !== null && { code }),
        ...(detail !== null && { detail }),
      })
      for (const token of settled?.unneeded ?? []) {
        background.add(revokeQuietly(this.#services, apps.require(claim).site, token))
      }
    } catch (error) {
      // The lease runs out and the message is due again: nothing is lost.
      log('error', 'attempt-not-settled', { requestId, attempt: attempts, error })
    }
  }

  /** An attempt that broke may have been sent: it is retried by the schedule, and given up with it. */
  async #try(claim: Claim): Promise<AttemptResult> {
    try {
      return await attemptMessage(this.#services, claim)
    } catch (error) {
      const { requestId, attempts } = claim
      this.#services.log('error', 'message-attempt-broken', { requestId, attempt: attempts, error })
      const detail = 'the attempt broke in this server: its log says where'
      return { ended: { outcome: 'UNKNOWN', code: 'ATTEMPT_BROKEN', detail, retry: 'BY_SCHEDULE' } }
    }
  }

  /** In one order everywhere, so that processes don't lock each other out. */
  async #settle(group: Settling[]): Promise<Settled[]> {
    const { store } = this.#services
    const inOrder = [...group].sort((a, b) => (a.claim.subscriptionId < b.claim.subscriptionId ? -1 : 1))
    return store.transaction(async (tx) => {
      const settled = new Map<Settling, Settled>()
      for (const one of inOrder)
        settled.set(one, await settleAttempt(this.#services, tx, one, this.#options.waitsMs))
      return group.map((one) => settled.get(one))
    })
  }
}
