import { cancelMessage } from '../../outbox/cancel-message.js'
import { enqueueMessage } from '../../outbox/enqueue-message.js'
import { viewMessage } from '../../outbox/view-message.js'
import { errorBody } from '../schemas/error.js'
import { messageAccepted, messageAnswer, messageParams, messageRequest } from '../schemas/messages.js'
import type { Route } from './route.js'

/** What the merchant's own systems call, with an API key. */
export const messagesRoute: Route = (app, { services, sender }) => {
  app.post(
    '/messages',
    {
      config: { scope: 'send' },
      schema: {
        tags: ['merchant'],
        summary: 'Accepts a message to a user who agreed to it',
        security: [{ apiKey: [] }],
        body: messageRequest,
        response: { 202: messageAccepted, '4xx': errorBody, '5xx': errorBody },
      },
    },
    async ({ body }, reply) => {
      const accepted = await enqueueMessage(services, body)
      sender.wake()
      return reply.code(202).send(accepted)
    },
  )

  app.get(
    '/messages/:requestId',
    {
      config: { scope: 'read' },
      schema: {
        tags: ['merchant'],
        summary: 'How a message stands, with every attempt',
        security: [{ apiKey: [] }],
        params: messageParams,
        response: { 200: messageAnswer, '4xx': errorBody, '5xx': errorBody },
      },
    },
    ({ params }) => viewMessage(services, params.requestId),
  )

  app.delete(
    '/messages/:requestId',
    {
      config: { scope: 'send' },
      schema: {
        tags: ['merchant'],
        summary: 'Takes a message back while it is queued',
        security: [{ apiKey: [] }],
        params: messageParams,
        response: { 200: messageAccepted, '4xx': errorBody, '5xx': errorBody },
      },
    },
    async ({ params }) => {
      const { requestId, status } = await cancelMessage(services, params.requestId)
      return { requestId, status }
    },
  )
}
