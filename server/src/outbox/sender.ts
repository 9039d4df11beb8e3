import { randomUUID } from 'node:crypto'
import type { Services } from '../services.js'
import type { Claim } from '../store/message-store.js'
import { revokeQuietly } from '../tokens/revoke-quietly.js'
import { attemptMessage } from './attempt-message.js'
import { settleAttempt } from './settle-attempt.js'

export interface SenderOptions {
  /** Attempts under way at once. @default 16 */
  concurrency?: number
  /** How often the outbox is looked at when nothing wakes the sender, milliseconds. @default 1000 */
  pollMs?: number
}

/** Takes due messages from the outbox and sends them. Any number may run; each message is held by one. */
export class Sender {
  readonly #services: Services
  readonly #concurrency: number
  readonly #pollMs: number
  readonly #owner = randomUUID()
  readonly #running = new Set<Promise<void>>()
  #loop: Promise<void> | undefined
  #stopping = false
  #wake: () => void = () => undefined

  constructor(services: Services, { concurrency = 16, pollMs = 1_000 }: SenderOptions = {}) {
    this.#services = services
    this.#concurrency = concurrency
    this.#pollMs = pollMs
  }

  /** Sends what is due from now on, until `stop`. */
  start(): void {
    this.#loop ??= this.#run()
  }

  /** Something may be due: look at once. */
  wake(): void {
    this.#wake()
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
      if (began === 0) await Promise.race([woken, this.#poll()])
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

  #claim(): Promise<Claim[]> {
    const limit = this.#concurrency - this.#running.size
    if (limit <= 0) return Promise.resolve([])
    const { store, clock, platform } = this.#services
    const now = clock.now()
    // A refresh, the sending itself, and something to settle in.
    const leaseUntil = now + 2 * platform.timeoutMs + 10_000
    return store.messages.claimDue({ owner: this.#owner, limit, now, leaseUntil })
  }

  async #attempt(claim: Claim): Promise<void> {
    const { log, clock, apps, background } = this.#services
    const { requestId, templateCode, attempts } = claim
    const startedAt = clock.now()
    try {
      const result = await attemptMessage(this.#services, claim)
      const settled = await settleAttempt(this.#services, claim, result)
      const { outcome, code, detail } = result.ended
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
      log('error', 'message-attempt-broken', { requestId, attempt: attempts, error })
    }
  }

  #poll(): Promise<void> {
    return this.#services.pause(this.#pollMs)
  }
}
