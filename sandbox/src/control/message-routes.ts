import Type, { type Static } from 'typebox'
import type { Sandbox } from '../sandbox.js'
import { stoppingSignal } from '../stopping.js'
import { InboxMessage, ListedMessage, TracedMessage, fits, MessageFilter } from '../superapp/inbox.js'
import { PathStep } from '../superapp/path-step.js'
import { waitForMessage } from '../superapp/wait-for-message.js'
import type { TypedApp } from '../typed-app.js'
import { ControlError, notFound, holdsWords } from './control-error.js'

const tags = ['Messages']
const strict = { additionalProperties: false }
// A query string is text: the figures in it are read here.
const Figure = Type.String({ pattern: '^\\d{1,7}$' })
const MessageParams = Type.Object({ messageId: Type.String() })

const InboxSearch = Type.Object(
  {
    userId: Type.Optional(Type.String()),
    templateCode: Type.Optional(Type.String()),
    search: Type.Optional(
      Type.String({
        description:
          'Words that all stand in texts, requestId, messageId, templateCode or userId; case does not count.',
      }),
    ),
    opened: Type.Optional(Type.Enum(['yes', 'no'], { description: 'Whether the user tapped it.' })),
    limit: Type.Optional(Figure),
  },
  strict,
)

/** What is asked for of an inbox, and how much there is. */
export const FoundMessages = Type.Object({
  messages: Type.Array(ListedMessage),
  found: Type.Integer({ description: 'How many fit, without the limit.' }),
  total: Type.Integer({ description: 'All messages of all users.' }),
})
export type FoundMessages = Static<typeof FoundMessages>

/** What was delivered, to whom, by which way, and a call that waits for it. */
export function registerMessages(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/inbox',
    {
      schema: {
        tags,
        summary: 'Messages of one user or of all, newest first',
        querystring: InboxSearch,
        response: { 200: FoundMessages },
      },
    },
    (request) => {
      const { limit = Infinity, ...search } = request.query
      const { inbox } = sandbox.state
      const isSearched = Object.keys(search).length > 0
      const fits = isSearched ? (message: ListedMessage) => isFound(message, search) : undefined
      return { ...inbox.listed(fits, Number(limit)), total: inbox.count() }
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
      const { inbox } = sandbox.state
      return { messages: inbox.traced((message) => fits(message, filter), Number(limit)) }
    },
  )
  app.get(
    '/_sandbox/messages/:messageId',
    { schema: { tags, summary: 'One message', params: MessageParams, response: { 200: TracedMessage } } },
    (request) => {
      const { messageId } = request.params
      const message = sandbox.state.inbox.byId(messageId)
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
      const message = sandbox.state.inbox.byId(request.params.messageId)
      if (!message) throw notFound(`message ${request.params.messageId}`)
      return { steps: message.path }
    },
  )
  registerWait(app, sandbox)
}

function isFound(
  message: ListedMessage,
  { userId, templateCode, search = '', opened }: Static<typeof InboxSearch>,
): boolean {
  if (opened !== undefined && message.isOpened !== (opened === 'yes')) return false
  const { title, body, footer = '', requestId, messageId } = message
  const text = [title, body, footer, requestId, messageId, message.templateCode, message.userId].join('\n')
  return (
    (userId === undefined || message.userId === userId) &&
    (templateCode === undefined || message.templateCode === templateCode) &&
    holdsWords(text, search)
  )
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
