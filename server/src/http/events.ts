import { eventsAnswer, eventsQuery } from '../contract/events.js'
import { errorAnswers } from '../contract/front-end.js'
import { listEvents } from '../events/feed.js'
import { ofCaller, type Route } from './route.js'

/** What happened, for systems that ask. */
export const eventsRoute: Route = (app, { services }) => {
  app.get(
    '/events',
    {
      config: { scope: 'read', refusals: ['APP_NOT_FOUND', 'NOT_FOUND'] },
      // A newer release beside this one may tell of what the schema does not know.
      serializerCompiler: () => (answer) => JSON.stringify(answer),
      schema: {
        tags: ['merchant'],
        security: [{ apiKey: [] }],
        operationId: 'listEvents',
        summary: 'What happened to messages, subscriptions and authorizations, oldest first',
        description:
          'Ask again with `next` as `after`: nothing is left out and nothing comes twice. An event appears when all transactions that began before it have ended.',
        querystring: eventsQuery,
        response: { 200: eventsAnswer, ...errorAnswers },
      },
    },
    (request) => {
      const { limit, ...asked } = request.query
      return listEvents(ofCaller(services, request), {
        ...asked,
        ...(limit !== undefined && { limit: Number(limit) }),
      })
    },
  )
}
