import Type from 'typebox'
import { ApiError } from '../contract/errors.js'
import { errorAnswers, errorBody } from '../contract/front-end.js'
import { appIdsOf } from '../outbox/messages.js'
import { describePause } from '../outbox/pause.js'
import type { Services } from '../services.js'
import type { SendingPause } from '../store/store.js'
import type { Route } from './route.js'

const ok = Type.Object({ status: Type.Literal('ok') }, { title: 'Health' })
const ready = Type.Object(
  {
    status: Type.Literal('ok'),
    sending: Type.Optional(Type.Literal('PAUSED')),
    detail: Type.Optional(Type.String({ description: 'Why nothing is sent, and what to do.' })),
  },
  { title: 'Readiness' },
)

/** Whoever asks has a time-out of his own: Kubernetes gives up after 1 s unless told otherwise. */
const writeMs = 2_000
/** The sender's turn is due every second, and may take both its time-outs on a database that does not answer. */
const turnMs = 30_000

/**
 * Healthy: the process answers. Ready: its database takes writes, and its sender works. Ready too while sending is paused:
 * users withdraw and messages are accepted, so a load balancer must not turn them away.
 */
export const healthRoutes: Route = (app, { services, sender }) => {
  const schema = { tags: ['operation'], response: { 200: ok, '5xx': errorBody } }
  const checkDatabase = databaseCheck(services)
  app.get(
    '/healthz',
    { schema: { ...schema, operationId: 'getHealth', summary: 'Does the process answer?' } },
    () => ({ status: 'ok' as const }),
  )
  app.get(
    '/readyz',
    {
      config: { refusals: ['NOT_READY'] },
      schema: {
        ...schema,
        operationId: 'getReadiness',
        summary: 'Does its database take writes, and does its sender work?',
        response: { ...schema.response, 200: ready },
      },
    },
    async () => {
      const pause = await checkDatabase()
      const ms = sender.sinceTurnMs()
      if (ms > turnMs)
        throw new ApiError('NOT_READY', `the sender has ended no turn for ${Math.round(ms / 1000)} s`)
      if (!pause) return { status: 'ok' as const }
      const { detail, remedy } = describePause(pause)
      return { status: 'ok' as const, sending: 'PAUSED' as const, detail: `${detail}. ${remedy}` }
    },
  )
}

/** One write at a time, however many ask: probes must not take the connections of an ailing database. */
function databaseCheck({ store, pause }: Services): () => Promise<SendingPause | undefined> {
  let running: Promise<SendingPause | undefined> | undefined
  const write = async () => {
    try {
      await store.upkeep.tryWrite()
      return await store.sending.pause()
    } catch (cause) {
      throw new ApiError('NOT_READY', 'the database takes no write', { cause })
    } finally {
      running = undefined
    }
  }
  const giveUp = async (): Promise<never> => {
    await pause(writeMs)
    throw new ApiError('NOT_READY', `the database has not taken a write within ${writeMs} ms`)
  }
  return async () => {
    running ??= write()
    return Promise.race([running, giveUp()])
  }
}

const metricsText = {
  description: 'Prometheus text format.',
  content: { 'text/plain': { schema: Type.String() } },
}

/** For Prometheus, with an API key that may read, and has no apps of its own. */
export const metricsRoute: Route = (app, { services, sender }) => {
  const { store, clock, metrics, apps } = services
  store.onFinished(metrics.finished)
  app.get(
    '/metrics',
    {
      config: { scope: 'read', wholeServer: true, refusals: ['UNAVAILABLE'] },
      schema: {
        operationId: 'getMetrics',
        tags: ['operation'],
        summary: 'Queue, dead letters, latencies and breakers, as Prometheus reads them',
        security: [{ apiKey: [] }],
        response: { 200: metricsText, ...errorAnswers },
      },
    },
    async (_request, reply) => {
      const now = await store.now(clock)
      const [backlog, deadLetters] = [await store.upkeep.backlog(now), await store.upkeep.deadLetters()]
      const isPaused = (await store.sending.pause()) !== undefined
      const webhooks = await store.webhooks.view(apps.webhooks().map(({ appId }) => appId))
      const text = await metrics.text({
        ...{ appIds: appIdsOf(apps), backlog, deadLetters, isPaused, now },
        pool: store.connections?.(),
        limits: sender.limits(),
        webhooks,
      })
      return reply.type(metrics.contentType).send(text)
    },
  )
}
