import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Cause } from './doctor/signature.js'
import type { LimitView } from './outbox/limits.js'
import type { PlatformClientOptions } from './platform/client.js'
import type { Backlog, DeadLetters, Finished, PoolCounts, WebhookView } from './store/store.js'

type Call = Parameters<NonNullable<PlatformClientOptions['onCall']>>[0]

/** What Prometheus reads. Labels hold codes and app ids only: nothing of a user. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #registers = [this.#registry]
  readonly #calls = new Histogram({
    name: 'mini_message_platform_call_seconds',
    help: 'Calls of the platform: how long they took, by app, interface, outcome and code',
    labelNames: ['app', 'interface', 'outcome', 'code'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: this.#registers,
  })
  readonly #untrusted = new Counter({
    name: 'mini_message_platform_untrusted_total',
    help: 'Times three answers in a row could not be trusted, with what the doctor found',
    labelNames: ['app', 'cause'],
    registers: this.#registers,
  })
  readonly #requests = new Histogram({
    name: 'mini_message_http_request_seconds',
    help: 'Requests to this server, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 1, 5],
    registers: this.#registers,
  })
  readonly #depth = new Gauge({
    name: 'mini_message_outbox_messages',
    help: 'Messages not finished, by app and status; WAITING: until their users authorize again; SCHEDULED: until their sendAt',
    labelNames: ['app', 'status'],
    registers: this.#registers,
  })
  readonly #oldest = new Gauge({
    name: 'mini_message_outbox_oldest_seconds',
    help: "Age of an app's oldest message that is not finished, and waits neither for its user nor for its sendAt; 0 when there is none",
    labelNames: ['app'],
    registers: this.#registers,
  })
  readonly #dead = new Gauge({
    name: 'mini_message_dead_letters',
    help: 'Messages in the store that ended REJECTED or UNKNOWN, by app',
    labelNames: ['app', 'outcome'],
    registers: this.#registers,
  })
  readonly #breaker = new Gauge({
    name: 'mini_message_breaker_open',
    help: '1 while sending is stopped for an app, one of its templates or its token refreshes; 0.5 while it probes',
    labelNames: ['app', 'site', 'template'],
    registers: this.#registers,
  })
  readonly #paused = new Gauge({
    name: 'mini_message_sending_paused',
    help: '1 while nothing is sent because the database was restored, until resume-sending',
    registers: this.#registers,
  })
  readonly #pace = new Gauge({
    name: 'mini_message_pace_per_second',
    help: 'The most messages a second that this process sends for an app now, where there is a limit',
    labelNames: ['app', 'site'],
    registers: this.#registers,
  })

  readonly #pool = new Gauge({
    name: 'mini_message_database_pool',
    help: 'Connections of this process to PostgreSQL, IN_USE and IDLE, and what is WAITING for one',
    labelNames: ['state'],
    registers: this.#registers,
  })
  readonly #expired = new Counter({
    name: 'mini_message_expired_total',
    help: 'Messages that could not be sent in time, by app',
    labelNames: ['app'],
    registers: this.#registers,
  })

  readonly #webhooks = new Counter({
    name: 'mini_message_webhooks_total',
    help: 'Attempts to post an event to the webhook of an app, by outcome; counted by the process that posts',
    labelNames: ['app', 'outcome'],
    registers: this.#registers,
  })
  readonly #webhookOldest = new Gauge({
    name: 'mini_message_webhook_oldest_seconds',
    help: 'Age of the oldest event that the webhook of an app has not taken; 0 when there is none',
    labelNames: ['app'],
    registers: this.#registers,
  })
  readonly #webhookOff = new Gauge({
    name: 'mini_message_webhook_off',
    help: '1 when the webhook of an app was switched off, since it had taken nothing for five days',
    labelNames: ['app'],
    registers: this.#registers,
  })

  /** Adds this process: memory, processor, event loop, garbage collection, by prom-client's own names. Once. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry })
  }

  readonly called = ({ appId, path, outcome, code, ms }: Call): void => {
    this.#calls.observe({ app: appId, interface: path, outcome, code: knownShape(code) }, ms / 1000)
  }

  untrusted(app: string, cause: Cause): void {
    this.#untrusted.inc({ app, cause })
  }

  readonly finished = (messages: readonly Finished[]): void => {
    for (const { appId: app, outcome } of messages) if (outcome === 'EXPIRED') this.#expired.inc({ app })
  }

  answered(route: string, status: number, ms: number): void {
    this.#requests.observe({ route, status }, ms / 1000)
  }

  posted(app: string, { delivered, failed }: { delivered: number; failed: number }): void {
    this.#webhooks.inc({ app, outcome: 'delivered' }, delivered)
    this.#webhooks.inc({ app, outcome: 'failed' }, failed)
  }

  /** The text that Prometheus reads, with the state of this moment. */
  async text(state: {
    /** Those of the configuration: they have a line also where there is nothing to count. */
    appIds: readonly string[]
    backlog: Pick<Backlog, 'apps'>
    deadLetters: readonly DeadLetters[]
    isPaused: boolean
    pool: PoolCounts | undefined
    limits: readonly LimitView[]
    webhooks: readonly WebhookView[]
    now: number
  }): Promise<string> {
    const { appIds, backlog, deadLetters, isPaused, pool, limits, webhooks, now } = state
    if (pool) {
      this.#pool.set({ state: 'IN_USE' }, pool.inUse)
      this.#pool.set({ state: 'IDLE' }, pool.idle)
      this.#pool.set({ state: 'WAITING' }, pool.waiting)
    }
    this.#paused.set(isPaused ? 1 : 0)
    for (const gauge of [this.#depth, this.#oldest, this.#dead, this.#breaker, this.#pace]) gauge.reset()
    // An alert that something rises needs to see that it was nothing.
    for (const app of appIds) {
      for (const status of ['QUEUED', 'WAITING', 'SCHEDULED', 'SENDING']) this.#depth.set({ app, status }, 0)
      for (const outcome of ['REJECTED', 'UNKNOWN']) this.#dead.set({ app, outcome }, 0)
      this.#oldest.set({ app }, 0)
      this.#expired.inc({ app }, 0)
    }
    for (const { appId: app, queued, waiting, scheduled, sending, oldestAt } of backlog.apps) {
      this.#depth.set({ app, status: 'QUEUED' }, queued)
      this.#depth.set({ app, status: 'WAITING' }, waiting)
      this.#depth.set({ app, status: 'SCHEDULED' }, scheduled)
      this.#depth.set({ app, status: 'SENDING' }, sending)
      this.#oldest.set({ app }, oldestAt === null ? 0 : Math.max(0, now - oldestAt) / 1000)
    }
    for (const { appId: app, outcome, count } of deadLetters) this.#dead.set({ app, outcome }, count)
    for (const { appId: app, customerBelongsTo: site, templateCode: template = '', ...limit } of limits) {
      const { state: is, perSecond = null } = limit
      this.#breaker.set({ app, site, template }, is === 'CLOSED' ? 0 : is === 'OPEN' ? 1 : 0.5)
      if (perSecond !== null) this.#pace.set({ app, site }, perSecond)
    }
    for (const gauge of [this.#webhookOldest, this.#webhookOff]) gauge.reset()
    for (const { appId: app, oldestAt, offAt } of webhooks) {
      this.#webhookOldest.set({ app }, oldestAt === null ? 0 : Math.max(0, now - oldestAt) / 1000)
      this.#webhookOff.set({ app }, offAt === null ? 0 : 1)
    }
    return this.#registry.metrics()
  }

  get contentType(): string {
    return this.#registry.contentType
  }
}

/** The platform's codes are few; anything else would make a new series each time. */
const knownShape = (code: string): string => (/^[A-Z_]{1,64}$/.test(code) ? code : 'OTHER')
