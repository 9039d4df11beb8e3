import Type from 'typebox'
import { listDeadLetters, resendDeadLetter } from '../../outbox/dead-letters.js'
import { viewStored } from '../../outbox/view-message.js'
import { errorBody } from '../schemas/error.js'
import { messageAccepted, messageAnswer, messageParams } from '../schemas/messages.js'
import type { Route } from './route.js'

const schema = { tags: ['merchant'], security: [{ apiKey: [] }] }
const errors = { '4xx': errorBody, '5xx': errorBody }
const wholeNumber = Type.String({ pattern: '^[0-9]{1,15}$' })

/** Messages that were given up, and another chance for them. */
export const deadLettersRoutes: Route = (app, { services, sender }) => {
  app.get(
    '/dead-letters',
    {
      config: { scope: 'admin' },
      schema: {
        ...schema,
        summary: 'Messages given up, newest first',
        querystring: Type.Object({
          limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$', description: 'Default 100.' })),
          beforeFinishedAt: Type.Optional(wholeNumber),
          beforeRequestId: Type.Optional(Type.String({ maxLength: 64 })),
        }),
        response: {
          200: Type.Object({ messages: Type.Array(Type.Omit(messageAnswer, ['attempts'])) }),
          ...errors,
        },
      },
    },
    async ({ query }) => {
      const { limit, beforeFinishedAt, beforeRequestId: requestId } = query
      const finishedAt = beforeFinishedAt === undefined ? undefined : Number(beforeFinishedAt)
      const isPage = finishedAt !== undefined && requestId !== undefined
      const letters = await listDeadLetters(services, {
        ...(limit !== undefined && { limit: Number(limit) }),
        ...(isPage && { before: { finishedAt, requestId } }),
      })
      return { messages: letters.map(viewStored) }
    },
  )

  app.post(
    '/dead-letters/:requestId/resend',
    {
      config: { scope: 'admin' },
      schema: {
        ...schema,
        summary: 'Queues a dead letter anew, with the same requestId and bytes',
        params: messageParams,
        response: { 202: messageAccepted, ...errors },
      },
    },
    async ({ params }, reply) => {
      const { requestId, status } = await resendDeadLetter(services, params.requestId)
      sender.wake()
      return reply.code(202).send({ requestId, status })
    },
  )
}
