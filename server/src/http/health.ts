import Type from 'typebox'
import { ApiError } from '../contract/errors.js'
import { errorAnswers, errorBody } from '../contract/front-end.js'
import { appIdsOf } from '../outbox/messages.js'
import type { Services } from '../services.js'
import type { Route } from './route.js'

const ok = Type.Object({ status: Type.Literal('ok') }, { title: 'Health' })

/** Whoever asks has a time-out of his own: Kubernetes gives up after 1 s unless told otherwise. */
const writeMs = 2_000
/** The sender's turn is due every second, and may take both its time-outs on a database that does not answer. */
const turnMs = 30_000

/** Healthy: the process answers. Ready: its database takes writes, and its sender works. */
export const healthRoutes: Route = (app, { services, sender }) => {
  const schema = { tags: ['operation'], response: { 200: ok, '5xx': errorBody } }
  const checkWrite = writeCheck(services)
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
      },
    },
    async () => {
      await checkWrite()
      const ms = sender.sinceTurnMs()
      if (ms > turnMs)
        throw new ApiError('NOT_READY', `the sender has ended no turn for ${Math.round(ms / 1000)} s`)
      return { status: 'ok' as const }
    },
  )
}

/** One write at a time, however many ask: probes must not take the connections of an ailing database. */
function writeCheck({ store, pause }: Services): () => Promise<void> {
  let running: Promise<void> | undefined
  const write = async () => {
    try {
      await store.upkeep.tryWrite()
    } catch (cause) {
      throw new ApiError('NOT_READY', 'the database takes no write', { cause })
    } finally {
      running = undefined
    }
  }
  const giveUp = async () => {
    await pause(writeMs)
    throw new ApiError('NOT_READY', `the database has not taken a write within ${writeMs} ms`)
  }
  return async () => {
    running ??= write()
    await Promise.race([running, giveUp()])
  }
}

const metricsText = {
  description: 'Prometheus text format.',
  content: { 'text/plain': { schema: Type.String() } },
}

/** For Prometheus, with an API key that may read, and has no apps of its own. */
export const metricsRoute: Route = (app, { services, sender }) => {
  const { store, clock, metrics, apps } = services
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
      const appIds = appIdsOf(apps)
      const text = await metrics.text({ appIds, backlog, deadLetters, limits: sender.limits(), now })
      return reply.type(metrics.contentType).send(text)
    },
  )
}
