import type { Route } from './route.js'

/** For Prometheus, with an API key that may read. */
export const metricsRoute: Route = (app, { services, sender }) => {
  const { store, clock, metrics } = services
  app.get(
    '/metrics',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['operation'],
        summary: 'Queue, dead letters, latencies and breakers, as Prometheus reads them',
        security: [{ apiKey: [] }],
      },
    },
    async (_request, reply) => {
      const [backlog, deadLetters] = [await store.upkeep.backlog(), await store.upkeep.deadLetters()]
      const text = await metrics.text({ backlog, deadLetters, limits: sender.limits(), now: clock.now() })
      return reply.type(metrics.contentType).send(text)
    },
  )
}
