import Type, { type Static } from 'typebox'
import { appId, customerBelongsTo, errorBody, isoTime, templateCode } from './front-end.js'

const strict = { additionalProperties: false }

/** The merchant's own, another one for each message; also the platform's idempotency key. */
const messageRequestId = Type.String({ minLength: 1, maxLength: 64, pattern: '^[\\w.:-]+$' })

const reference = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
  description:
    "The merchant's own, e.g. an order number, to find messages by; several may have the same one.",
})

const subscriptionId = Type.String({ minLength: 1, maxLength: 64 })
const userId = Type.String({ minLength: 1, maxLength: 64 })

const recipient = Type.Union(
  [Type.Object({ subscriptionId }, strict), Type.Object({ userId, appId, customerBelongsTo }, strict)],
  { title: 'Recipient', description: 'A subscription, or a user of a mini program in one super app.' },
)

const contentTemplate = Type.Object(
  {
    language: Type.String({ minLength: 2, maxLength: 35, description: 'RFC 1766, e.g. zh-CN.' }),
    templateParameters: Type.Record(Type.String(), Type.String({ maxLength: 4096 })),
  },
  { ...strict, title: 'ContentTemplate' },
)

const requestExample = {
  requestId: 'order-0043',
  reference: '0043',
  to: { subscriptionId: 'sub_7pX2kQ9wT4mZ1cVb8nRd3A' },
  templateCode: '2021003181638001',
  templates: [
    { language: 'en', templateParameters: { orderNo: '0043', storeName: 'Yummy Chicken Rice' } },
    { language: 'zh-CN', templateParameters: { orderNo: '0043', storeName: '好味鸡饭' } },
  ],
}
const acceptedExample = { requestId: 'order-0043', status: 'QUEUED' }

export const messageRequest = Type.Object(
  {
    requestId: messageRequestId,
    reference: Type.Optional(reference),
    to: recipient,
    templateCode,
    templates: Type.Array(contentTemplate, { minItems: 1, maxItems: 5 }),
    sendAt: Type.Optional(
      Type.String({
        format: 'date-time',
        description:
          'It is not sent before this time: ISO 8601 with offset, at most 30 days ahead; one that has passed is now. The user is asked again then whether they still agree.',
      }),
    ),
    expiresAt: Type.Optional(
      Type.String({
        format: 'date-time',
        description:
          "It is not sent at this time or later: ISO 8601 with offset, at most 30 days ahead, or after sendAt. Without it the template's expiresAfter counts, else 72 hours, from sendAt where there is one.",
      }),
    ),
  },
  { ...strict, title: 'MessageRequest', examples: [requestExample] },
)

const status = Type.Enum(['QUEUED', 'SENDING', 'FINISHED'], { title: 'MessageStatus' })
export const messageStatus = status
export const outcome = Type.Enum(['SENT', 'REJECTED', 'UNKNOWN', 'PURGED', 'EXPIRED'], {
  title: 'MessageOutcome',
})

export const messageAccepted = Type.Object(
  { requestId: Type.String(), status },
  { title: 'MessageAccepted', examples: [acceptedExample] },
)

/** Each entry is looked at by itself, so that one that is not as it should be is refused alone. */
export const batchList = Type.Object(
  { messages: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 500 }) },
  strict,
)

export const messageBatch = Type.Object(
  { messages: Type.Array(messageRequest, { minItems: 1, maxItems: 500 }) },
  { ...strict, title: 'MessageBatch', examples: [{ messages: [requestExample] }] },
)

const batchAnswer = Type.Object(
  {
    status: Type.Integer({ description: 'As POST /v1/messages would have answered: 202, 409, …' }),
    body: Type.Union([messageAccepted, errorBody]),
  },
  { title: 'BatchAnswer' },
)

export const batchAnswers = Type.Object(
  { answers: Type.Array(batchAnswer, { description: 'One for each message, in their order.' }) },
  { title: 'BatchAnswers', examples: [{ answers: [{ status: 202, body: acceptedExample }] }] },
)

export const messageParams = Type.Object({ requestId: messageRequestId })

export const messageQuery = Type.Object({
  appId: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description:
        'Of the message; needed only if several apps use the same requestId, or the app has left APPS_FILE.',
    }),
  ),
})

const attempt = Type.Object(
  {
    number: Type.Integer(),
    startedAt: isoTime,
    latencyMs: Type.Optional(Type.Integer()),
    outcome: Type.Optional(Type.Enum(['SENT', 'REJECTED', 'UNKNOWN', 'NOT_SENT'])),
    code: Type.Optional(Type.String()),
    detail: Type.Optional(Type.String()),
  },
  { title: 'Attempt' },
)

const answerExample = {
  requestId: 'order-0043',
  reference: '0043',
  status: 'FINISHED',
  outcome: 'SENT',
  messageId: '2026112919070001',
  code: 'SUCCESS',
  createdAt: '2026-11-29T11:07:00.000Z',
  expiresAt: '2026-12-02T11:07:00.000Z',
  finishedAt: '2026-11-29T11:07:00.412Z',
}

const storedMessage = {
  requestId: Type.String(),
  reference: Type.Optional(Type.String()),
  status,
  outcome: Type.Optional(outcome),
  messageId: Type.Optional(Type.String({ description: "The platform's." })),
  code: Type.Optional(Type.String({ description: "The platform's code, or ours." })),
  unknownCode: Type.Optional(
    Type.String({ description: 'Of the first attempt whose end is unknown: a later no does not undo it.' }),
  ),
  detail: Type.Optional(Type.String({ description: 'What it means and what to do.' })),
  createdAt: isoTime,
  sendAt: Type.Optional(isoTime),
  expiresAt: isoTime,
  finishedAt: Type.Optional(isoTime),
  traceId: Type.Optional(
    Type.String({ description: 'Of the request that it came with, as in its trace-id and in the log.' }),
  ),
  nextAttemptAt: Type.Optional(
    Type.String({ format: 'date-time', description: 'Absent while it waits for something else than time.' }),
  ),
}

export const messageAnswer = Type.Object(
  { ...storedMessage, attempts: Type.Array(attempt) },
  { title: 'Message', examples: [{ ...answerExample, attempts: [] }] },
)

const deadLetter = Type.Object(storedMessage, { title: 'DeadLetter' })

export const deadLetters = Type.Object(
  { messages: Type.Array(deadLetter) },
  {
    title: 'DeadLetters',
    examples: [{ messages: [{ ...answerExample, outcome: 'REJECTED', code: 'PROCESS_FAIL' }] }],
  },
)

/** Of all messages the ones that have all that is named. */
const queuedFilter = {
  appId: Type.Optional(appId),
  reference: Type.Optional(reference),
  userId: Type.Optional(userId),
  customerBelongsTo: Type.Optional(customerBelongsTo),
  subscriptionId: Type.Optional(subscriptionId),
  templateCode: Type.Optional(templateCode),
  code: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: "The platform's, or ours." })),
  from: Type.Optional(
    Type.String({
      format: 'date-time',
      description: 'Accepted at this time or later: ISO 8601 with offset.',
    }),
  ),
  to: Type.Optional(
    Type.String({ format: 'date-time', description: 'Accepted before this time: ISO 8601 with offset.' }),
  ),
}
const messageFilter = { ...queuedFilter, status: Type.Optional(status), outcome: Type.Optional(outcome) }

/** Which of those found. */
const page = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: 'Default 100.' })),
  cursor: Type.Optional(
    Type.String({
      maxLength: 400,
      pattern: '^[A-Za-z0-9_-]+$',
      description: '`next` of the page before, with the same filter.',
    }),
  ),
}
const dryRun = Type.Optional(Type.Boolean({ description: 'true: only counts them.' }))

export const messageSearch = Type.Object(
  { ...messageFilter, ...page },
  { ...strict, title: 'MessageSearch', examples: [{ reference: '0043' }] },
)

/** Dead letters alone: messages that were given up. */
const deadFilter = { ...queuedFilter, outcome: Type.Optional(Type.Enum(['REJECTED', 'UNKNOWN'])) }

export const deadLetterSearch = Type.Object(
  { ...deadFilter, ...page },
  { ...strict, title: 'DeadLetterSearch', examples: [{ reference: '0043' }] },
)

export const deadLetterResend = Type.Object(
  { ...deadFilter, dryRun },
  { ...strict, title: 'DeadLetterResend', examples: [{ code: 'PROCESS_FAIL', dryRun: true }] },
)

export const deadLettersResent = Type.Object(
  {
    found: Type.Integer({ description: 'Found when it began.' }),
    queued: Type.Integer({ description: 'Queued anew.' }),
    refused: Type.Record(Type.String(), Type.Integer(), {
      description: 'How many stayed dead letters, by the code that each would be answered with alone.',
    }),
  },
  { title: 'DeadLettersResent', examples: [{ found: 3, queued: 2, refused: { NOT_SUBSCRIBED: 1 } }] },
)

/** Queued messages alone: what has finished can't be taken back. */
export const messageCancellation = Type.Object(
  { ...queuedFilter, dryRun },
  { ...strict, title: 'MessageCancellation', examples: [{ reference: '0043', dryRun: true }] },
)

export const messagesCancelled = Type.Object(
  {
    queued: Type.Integer({ description: 'Found when it began.' }),
    cancelled: Type.Integer({
      description: 'Taken back; the others were sent meanwhile, or are being sent.',
    }),
  },
  { title: 'MessagesCancelled', examples: [{ queued: 2, cancelled: 0 }] },
)

const foundMessage = Type.Object(
  { appId: Type.String(), subscriptionId: Type.String(), templateCode: Type.String(), ...storedMessage },
  { title: 'FoundMessage' },
)

const foundExample = {
  appId: '3333010012345678',
  subscriptionId: requestExample.to.subscriptionId,
  templateCode: requestExample.templateCode,
  ...answerExample,
}

export const foundMessages = Type.Object(
  {
    messages: Type.Array(foundMessage),
    next: Type.Optional(Type.String({ description: 'The cursor of the next page; absent on the last one.' })),
  },
  { title: 'FoundMessages', examples: [{ messages: [foundExample] }] },
)

export type BatchAnswer = Static<typeof batchAnswer>
export type MessageCancellation = Static<typeof messageCancellation>
export type MessagesCancelled = Static<typeof messagesCancelled>
export type MessageSearch = Static<typeof messageSearch>
export type MessageFilterRequest = Omit<MessageSearch, 'limit' | 'cursor'>
export type DeadLetterSearch = Static<typeof deadLetterSearch>
export type DeadLetterResend = Static<typeof deadLetterResend>
export type DeadLettersResent = Static<typeof deadLettersResent>
export type FoundMessages = Static<typeof foundMessages>
export type MessageRequest = Static<typeof messageRequest>
export type MessageAccepted = Static<typeof messageAccepted>
export type MessageAnswer = Static<typeof messageAnswer>
