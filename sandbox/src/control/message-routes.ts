import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import { stoppingSignal } from '../stopping.js'
import { InboxMessage, TracedMessage } from '../superapp/inbox.js'
import { fits, MessageFilter } from '../superapp/message-filter.js'
import { PathStep } from '../superapp/path-step.js'
import { waitForMessage } from '../superapp/wait-for-message.js'
import type { TypedApp } from '../typed-app.js'
import { ControlError, notFound } from './control-error.js'

const tags = ['Messages']
const strict = { additionalProperties: false }
// A query string is text: the figures in it are read here.
const Figure = Type.String({ pattern: '^\\d{1,7}$' })
const MessageParams = Type.Object({ messageId: Type.String() })

/** What was delivered, to whom, by which way, and a call that waits for it. */
export function registerMessages(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/inbox',
    {
      schema: {
        tags,
        summary: 'Messages of one user or of all, newest first',
        querystring: Type.Object(
          { userId: Type.Optional(Type.String()), limit: Type.Optional(Figure) },
          strict,
        ),
        response: { 200: Type.Object({ messages: Type.Array(InboxMessage) }) },
      },
    },
    (request) => {
      const { userId, limit } = request.query
      const messages = sandbox.state.inbox.list(userId)
      return { messages: limit === undefined ? messages : messages.slice(0, Number(limit)) }
    },
  )
  app.get(
    '/_sandbox/messages',
    {
      schema: {
        tags,
        summary: 'Messages that fit, newest first, each with its whole way',
        querystring: Type.Object({ ...MessageFilter.properties, limit: Type.Optional(Figure) }, strict),
        response: { 200: Type.Object({ messages: Type.Array(TracedMessage) }) },
      },
    },
    (request) => {
      const { limit = '100', ...filter } = request.query
      const fitting = sandbox.state.inbox.traced().filter((message) => fits(message, filter))
      return { messages: fitting.slice(0, Number(limit)) }
    },
  )
  app.get(
    '/_sandbox/messages/:messageId',
    { schema: { tags, summary: 'One message', params: MessageParams, response: { 200: TracedMessage } } },
    (request) => {
      const { messageId } = request.params
      const message = sandbox.state.inbox.traced().find((one) => one.messageId === messageId)
      if (!message) throw notFound(`message ${messageId}`)
      return message
    },
  )
  app.get(
    '/_sandbox/messages/:messageId/path',
    {
      schema: {
        tags,
        summary: 'The way of one message, as it really went',
        params: MessageParams,
        response: { 200: Type.Object({ steps: Type.Array(PathStep) }) },
      },
    },
    (request) => {
      const steps = sandbox.state.inbox.pathOf(request.params.messageId)
      if (!steps) throw notFound(`message ${request.params.messageId}`)
      return { steps }
    },
  )
  registerWait(app, sandbox)
}

function registerWait(app: TypedApp, sandbox: Sandbox): void {
  const stopping = stoppingSignal(app)
  app.get(
    '/_sandbox/wait-for-message',
    {
      schema: {
        tags,
        summary: 'The newest message that fits, as soon as there is one; 408 after timeoutMs (default 10000)',
        querystring: Type.Object({ ...MessageFilter.properties, timeoutMs: Type.Optional(Figure) }, strict),
        response: { 200: InboxMessage },
      },
    },
    async (request, reply) => {
      const { timeoutMs = '10000', ...filter } = request.query
      const gone = new AbortController()
      // Of the answer, not of the connection: that one is kept and used again.
      reply.raw.once('close', () => gone.abort())
      const signal = AbortSignal.any([stopping, gone.signal])
      const message = await waitForMessage(sandbox, filter, Number(timeoutMs), signal)
      if (message) return message
      throw new ControlError(408, 'NO_MESSAGE', `No such message came within ${timeoutMs} ms.`)
    },
  )
}
