import { createHash, randomUUID } from 'node:crypto'
import type { WebhookTarget } from '../config/webhook.js'
import { retryDelayMs } from '../outbox/policy.js'
import type { Services } from '../services.js'
import { StoreUnavailable } from '../store/database.js'
import type { EventCursor, Retry, Round, StoredEvent, WebhookState } from '../store/store.js'
import { viewEvent } from './feed.js'
import type { PostEvent } from './post.js'

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000]

/** Before the second attempt, the third, and so on; the last one repeats. */
const waitsMs = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
]
/** An event that was not taken for so long is no longer posted; the feed still has it. */
const givenUpAfterMs = 3 * day
/** A webhook that has taken nothing for so long is switched off. */
const offAfterMs = 5 * day

/** Posts to one app under way at once. */
const atOnce = 20

export interface WebhooksOptions {
  /** How often the feed is looked at, milliseconds. @default 1000 */
  pollMs?: number
  /** Held anew with each look; of a process that died another one takes it over then. @default 60000 */
  leaseMs?: number
}

type Needed = Pick<Services, 'store' | 'clock' | 'log' | 'pause' | 'apps' | 'metrics'>

/**
 * Posts what happens to the webhooks of its apps, each event until it was taken, in about the order of the feed. Of all
 * processes on a database one does it at a time; where it is killed, another goes on from what is written down, so that
 * nothing is left out and something may come twice, with the same id. Apps don't wait for each other.
 */
export class Webhooks {
  readonly #services: Needed
  readonly #post: PostEvent
  readonly #options: Required<WebhooksOptions>
  readonly #holder = randomUUID()
  readonly #underWay = new Map<string, Promise<boolean>>()
  #known = ''
  #isHolder = false
  #loop: Promise<void> | undefined
  #isStopping = false
  #wake: () => void = () => undefined

  constructor(services: Needed, post: PostEvent, options: WebhooksOptions = {}) {
    this.#services = services
    this.#post = post
    this.#options = { pollMs: second, leaseMs: minute, ...options }
  }

  start(): void {
    this.#loop ??= this.#run()
  }

  /** What is under way ends; each attempt is bounded. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#wake()
    await this.#loop
    await Promise.all(this.#underWay.values())
    await this.#letGo()
  }

  /** Another process need not wait for the end of the lease. */
  async #letGo(): Promise<void> {
    const { store, clock } = this.#services
    if (!this.#isHolder) return
    const release = async () => {
      const now = await store.now(clock)
      await store.upkeep.takeLease('webhooks', { holder: this.#holder, now, until: now })
    }
    await release().catch(() => undefined)
  }

  /** All that is due now, once; true when more may be. */
  async postDue(): Promise<boolean> {
    await this.#turn()
    const hasMore = await Promise.all(this.#underWay.values())
    return hasMore.includes(true)
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve))
      await this.#turn()
      await Promise.race([woken, this.#services.pause(this.#options.pollMs)])
    }
  }

  /** Begins a round for each app that has something to post, and whose last one has ended. */
  async #turn(): Promise<void> {
    const { store, clock, log, apps } = this.#services
    const targets = new Map(apps.webhooks().map(({ appId, webhook }) => [appId, webhook]))
    if (targets.size === 0) return
    try {
      const now = await store.now(clock)
      const lease = { holder: this.#holder, now, until: now + this.#options.leaseMs }
      this.#isHolder = await store.upkeep.takeLease('webhooks', lease)
      if (!this.#isHolder) return
      await this.#ensure(targets)
      const free = [...targets.keys()].filter((appId) => !this.#underWay.has(appId))
      for (const state of await store.webhooks.due(free, now)) {
        const { appId } = state
        const target = targets.get(appId)
        if (target) this.#underWay.set(appId, this.#roundOf(state, target, now))
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) log('error', 'webhooks-failed', { error })
    }
  }

  /** New apps and addresses are written down once. */
  async #ensure(targets: ReadonlyMap<string, WebhookTarget>): Promise<void> {
    const wanted = [...targets].map(([appId, { url }]) => ({ appId, urlHash: hashOf(url) }))
    const text = JSON.stringify(wanted)
    if (text === this.#known) return
    await this.#services.store.webhooks.ensure(wanted)
    this.#known = text
  }

  async #roundOf(state: WebhookState, target: WebhookTarget, now: number): Promise<boolean> {
    const { log } = this.#services
    const { appId } = state
    let hasMore = false
    try {
      hasMore = await this.#round(state, target, now)
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) log('error', 'webhooks-failed', { appId, error })
    } finally {
      this.#underWay.delete(appId)
      if (hasMore) this.#wake()
    }
    return hasMore
  }

  /** What is to be tried again, then what is new; returns whether more may be left. */
  async #round(state: WebhookState, target: WebhookTarget, now: number): Promise<boolean> {
    const { store, clock, metrics } = this.#services
    const { appId } = state
    const { due, hasRoom } = await store.webhooks.dueRetries(appId, now, atOnce)
    const room = hasRoom ? atOnce - due.length : 0
    const page = room > 0 ? await store.events.after(state, [appId], room) : []
    const wanted = page.filter(({ type }) => target.events?.includes(type) ?? true)
    const events: (StoredEvent | Retry)[] = [...due, ...wanted]
    const posted = await Promise.all(events.map((event) => this.#post(target, viewEvent(event), clock.now())))
    const at = await store.now(clock)
    const failures = events.filter((_, index) => !posted[index]?.isTaken)
    const tried = failures.map((event) => again(event, at))
    const givenUp = tried.filter(({ dueAt, firstFailedAt }) => dueAt - firstFailedAt > givenUpAfterMs)
    const hasTaken = failures.length < events.length
    const to = page.at(-1)
    const round: Round = {
      ...{ appId, at, hasTaken, hasFailed: failures.length > 0 },
      ...(to && { read: { from: placeOf(state), to: placeOf(to) } }),
      failed: tried.filter((one) => !givenUp.includes(one)),
      done: [...due.filter((event) => !failures.includes(event)), ...givenUp].map(placeOf),
    }
    if (!(await store.webhooks.record(round))) return true
    metrics.posted(appId, { delivered: events.length - failures.length, failed: failures.length })
    const code = posted.find(({ isTaken }) => !isTaken)?.code ?? 'NONE'
    this.#tell(appId, { code, failed: failures.length, givenUp: givenUp.length, hasTaken })
    if (!hasTaken && failures.length > 0)
      await this.#switchOffIfOver(appId, state.failingSince ?? at, at, code)
    return due.length + page.length >= atOnce
  }

  #tell(
    appId: string,
    { code, failed, givenUp, hasTaken }: { code: string; failed: number; givenUp: number; hasTaken: boolean },
  ): void {
    const { log } = this.#services
    if (failed > 0) log(hasTaken ? 'info' : 'warn', 'webhook-not-taken', { appId, code, count: failed })
    if (givenUp > 0)
      log('error', 'webhook-given-up', {
        ...{ appId, code, count: givenUp },
        remedy: 'The feed still has them: mini-message-server webhooks --replay.',
      })
  }

  async #switchOffIfOver(appId: string, failingSince: number, at: number, code: string): Promise<void> {
    if (at - failingSince < offAfterMs) return
    const { store, log } = this.#services
    await store.webhooks.switchOff(appId, at)
    log('error', 'webhook-off', {
      ...{ appId, code },
      detail: 'it has taken nothing for five days',
      remedy: 'Mend it, then: mini-message-server webhooks --on <appId>.',
    })
  }
}

const placeOf = ({ xid, seq }: EventCursor): EventCursor => ({ xid, seq })

/** The next attempt at what was not taken now. */
function again(event: StoredEvent | Retry, at: number) {
  const { attempts, firstFailedAt } = 'attempts' in event ? event : { attempts: 0, firstFailedAt: at }
  const dueAt = at + retryDelayMs(attempts + 1, Math.random(), waitsMs)
  return { ...placeOf(event), attempts: attempts + 1, firstFailedAt, dueAt }
}

/** An address may hold a secret in its query. */
const hashOf = (url: string): string => createHash('sha256').update(url).digest('base64url')
