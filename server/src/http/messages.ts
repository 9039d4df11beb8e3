import Type from 'typebox'
import {
  batchAnswers,
  batchList,
  deadLetterResend,
  deadLetterSearch,
  deadLettersResent,
  deadLetters,
  foundMessages,
  messageAccepted,
  messageAnswer,
  messageBatch,
  messageCancellation,
  messageParams,
  messageQuery,
  messageRequest,
  messagesCancelled,
  messageSearch,
  type BatchAnswer,
  type MessageRequest,
} from '../contract/messages.js'
import { ApiError } from '../contract/errors.js'
import { errorAnswers } from '../contract/front-end.js'
import { acceptMessages } from '../outbox/accept.js'
import { resendDeadLetters } from '../outbox/dead-letters.js'
import {
  cancelMessage,
  listDeadLetters,
  resendDeadLetter,
  viewMessage,
  viewStored,
} from '../outbox/messages.js'
import { cancelMessages, searchDeadLetters, searchMessages } from '../outbox/search.js'
import { StoreUnavailable } from '../store/database.js'
import { broken, requireValid } from './errors.js'
import { ofCaller, type Route } from './route.js'

const common = { tags: ['merchant'], security: [{ apiKey: [] }] }

const ofAddressee = ['APP_NOT_FOUND', 'APP_NOT_ALLOWED', 'TEMPLATE_NOT_FOUND', 'NOT_SUBSCRIBED'] as const
const acceptRefusals = [
  ...ofAddressee,
  ...(['SUBSCRIPTION_NOT_FOUND', 'AUTHORIZATION_NEEDED', 'REQUEST_ID_REUSED'] as const),
  ...(['TEMPLATE_MISMATCH', 'MISSING_VARIABLE', 'UNKNOWN_VARIABLE'] as const),
] as const
export const cancelRefusals = ['MESSAGE_NOT_FOUND', 'MESSAGE_NOT_QUEUED'] as const
export const resendRefusals = [...ofAddressee, 'MESSAGE_NOT_FOUND', 'MESSAGE_NOT_DEAD'] as const

/** What the merchant's own systems call, with an API key. */
export const messagesRoute: Route = (app, { services, sender }) => {
  const accept = acceptMessages(services)
  app.post(
    '/messages',
    {
      config: { scope: 'send', refusals: acceptRefusals },
      schema: {
        ...common,
        operationId: 'sendMessage',
        summary: 'Accepts a message to a user who agreed to it',
        body: messageRequest,
        response: { 202: messageAccepted, ...errorAnswers },
      },
    },
    async (request, reply) => {
      const { body } = request
      const accepted = await accept(body, ofCaller(services, request).apps, request.trace.traceId)
      sender.wake()
      return reply.code(202).send(accepted)
    },
  )

  app.post(
    '/messages/batch',
    {
      config: { scope: 'send' },
      bodyLimit: 1024 * 1024,
      attachValidation: true,
      schema: {
        ...common,
        operationId: 'sendMessages',
        summary: 'Accepts up to 500 messages, each as POST /v1/messages does',
        description: 'At most 1 MB. A message that is refused leaves the others alone.',
        body: messageBatch,
        response: { 200: batchAnswers, ...errorAnswers },
      },
    },
    async (request) => {
      const check = (schema: object) => request.compileValidationSchema(schema, 'body')
      requireValid(check(batchList), request.body)
      const isMessage = check(messageRequest)
      const { apps, log } = ofCaller(services, request)
      const answerTo = async (message: MessageRequest): Promise<BatchAnswer> => {
        try {
          requireValid(isMessage, message)
          return { status: 202, body: await accept(message, apps, request.trace.traceId) }
        } catch (error) {
          // It is said once for all of them: whoever posts the batch again learns what was accepted.
          if (error instanceof StoreUnavailable) throw error
          if (!(error instanceof ApiError)) {
            const route = request.routeOptions.url ?? ''
            log('error', 'request-broken', { route, error })
          }
          const { status, code, message: why } = error instanceof ApiError ? error : broken()
          return { status, body: { error: { code, message: why } } }
        }
      }
      const answers = await Promise.all(request.body.messages.map(answerTo))
      sender.wake()
      return { answers }
    },
  )

  app.post(
    '/messages/search',
    {
      config: { scope: 'read' },
      schema: {
        ...common,
        operationId: 'searchMessages',
        summary: 'Messages that have all that is named, newest first',
        description:
          'A search by post, since a userId in an address would stand in logs. Without reference, userId (with customerBelongsTo) and subscriptionId one app is searched, and templateCode, status, outcome and code need from and to, at most 7 days apart.',
        body: messageSearch,
        response: { 200: foundMessages, ...errorAnswers },
      },
    },
    (request) => searchMessages(ofCaller(services, request), request.body),
  )

  app.post(
    '/messages/cancel',
    {
      config: { scope: 'send' },
      schema: {
        ...common,
        operationId: 'cancelMessages',
        summary: 'Takes back all queued messages that have all that is named, or counts them',
        body: messageCancellation,
        response: { 200: messagesCancelled, ...errorAnswers },
      },
    },
    (request) => cancelMessages(ofCaller(services, request), request.body),
  )

  app.get(
    '/messages/:requestId',
    {
      config: { scope: 'read', refusals: ['MESSAGE_NOT_FOUND'] },
      schema: {
        ...common,
        operationId: 'getMessage',
        summary: 'How a message stands, with every attempt',
        params: messageParams,
        querystring: messageQuery,
        response: { 200: messageAnswer, ...errorAnswers },
      },
    },
    (request) => viewMessage(ofCaller(services, request), { ...request.params, ...request.query }),
  )

  app.delete(
    '/messages/:requestId',
    {
      config: { scope: 'send', refusals: cancelRefusals },
      schema: {
        ...common,
        operationId: 'cancelMessage',
        summary: 'Takes a message back while it is queued',
        params: messageParams,
        querystring: messageQuery,
        response: { 200: messageAccepted, ...errorAnswers },
      },
    },
    async (request) => {
      const { params, query } = request
      const { requestId, status } = await cancelMessage(ofCaller(services, request), { ...params, ...query })
      return { requestId, status }
    },
  )
}

const wholeNumber = Type.String({ pattern: '^[0-9]{1,15}$' })

/** Messages that were given up, and another chance for them. */
export const deadLettersRoutes: Route = (app, { services, sender }) => {
  app.get(
    '/dead-letters',
    {
      config: { scope: 'admin' },
      schema: {
        ...common,
        operationId: 'listDeadLetters',
        summary: 'Messages given up, newest first',
        querystring: Type.Object({
          limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$', description: 'Default 100.' })),
          beforeFinishedAt: Type.Optional(wholeNumber),
          beforeRequestId: Type.Optional(Type.String({ maxLength: 64 })),
        }),
        response: { 200: deadLetters, ...errorAnswers },
      },
    },
    async (request) => {
      const { limit, beforeFinishedAt, beforeRequestId: requestId } = request.query
      const finishedAt = beforeFinishedAt === undefined ? undefined : Number(beforeFinishedAt)
      const isPage = finishedAt !== undefined && requestId !== undefined
      const letters = await listDeadLetters(ofCaller(services, request), {
        ...(limit !== undefined && { limit: Number(limit) }),
        ...(isPage && { before: { finishedAt, requestId } }),
      })
      return { messages: letters.map(viewStored) }
    },
  )

  app.post(
    '/dead-letters/search',
    {
      config: { scope: 'admin' },
      schema: {
        ...common,
        operationId: 'searchDeadLetters',
        summary: 'Messages given up that have all that is named, newest first',
        description:
          'As POST /v1/messages/search. Without reference, userId (with customerBelongsTo) and subscriptionId one app is searched, between from and to, at most 7 days apart.',
        body: deadLetterSearch,
        response: { 200: foundMessages, ...errorAnswers },
      },
    },
    (request) => searchDeadLetters(ofCaller(services, request), request.body),
  )

  app.post(
    '/dead-letters/resend',
    {
      config: { scope: 'admin' },
      schema: {
        ...common,
        operationId: 'resendDeadLetters',
        summary: 'Queues all dead letters anew that have all that is named, or counts them',
        body: deadLetterResend,
        response: { 200: deadLettersResent, ...errorAnswers },
      },
    },
    async (request) => {
      const resent = await resendDeadLetters(ofCaller(services, request), request.body)
      if (resent.queued > 0) sender.wake()
      return resent
    },
  )

  app.post(
    '/dead-letters/:requestId/resend',
    {
      config: { scope: 'admin', refusals: resendRefusals },
      schema: {
        ...common,
        operationId: 'resendDeadLetter',
        summary: 'Queues a dead letter anew, with the same requestId and bytes',
        params: messageParams,
        querystring: messageQuery,
        response: { 202: messageAccepted, ...errorAnswers },
      },
    },
    async (request, reply) => {
      const asked = { ...request.params, ...request.query }
      const { requestId, status } = await resendDeadLetter(ofCaller(services, request), asked)
      sender.wake()
      return reply.code(202).send({ requestId, status })
    },
  )
}
