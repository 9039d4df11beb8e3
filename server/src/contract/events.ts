import Type, { type Static } from 'typebox'
import { appId, isoTime } from './front-end.js'
import { outcome } from './messages.js'

const of = { appId: Type.String(), customerBelongsTo: Type.String() }

const finished = Type.Object({
  ...of,
  requestId: Type.String(),
  reference: Type.Optional(Type.String()),
  subscriptionId: Type.String(),
  templateCode: Type.String(),
  outcome,
  code: Type.Optional(Type.String({ description: "The platform's code, or ours." })),
  unknownCode: Type.Optional(Type.String({ description: 'Of the first attempt whose end is unknown.' })),
  messageId: Type.Optional(Type.String({ description: "The platform's." })),
  createdAt: isoTime,
  finishedAt: isoTime,
  traceId: Type.Optional(Type.String({ description: 'Of the request that brought the message.' })),
})

const changed = Type.Object({
  ...of,
  subscriptionId: Type.String(),
  templateCode: Type.String(),
  type: Type.Enum(['AGREE', 'REJECT']),
  origin: Type.Enum(['COMPONENT', 'SUPER_APP'], {
    description: 'SUPER_APP: withdrawn there; the platform told us when a message was sent.',
  }),
  decidedAt: isoTime,
})

const needed = Type.Object({
  ...of,
  subscriptionIds: Type.Array(Type.String(), {
    description: 'What the user agrees to, and nothing can be sent for, until they open the mini program.',
  }),
})

const common = {
  id: Type.String({ description: 'The same however often it is told.' }),
  timestamp: isoTime,
}

export const eventExample = {
  ...{ id: 'evt_5f0c2b7d9a3e4c1f8b6d2a4e7c9f1b3d', type: 'message.finished' },
  timestamp: '2026-11-20T04:00:01.000Z',
  data: {
    ...{ appId: 'P0000000000000010001', customerBelongsTo: 'ALIPAY_CN', requestId: 'order-0042-ready' },
    ...{ reference: '0042', subscriptionId: 'sub_1', templateCode: '202109305800000001000001' },
    ...{ outcome: 'SENT', code: 'SUCCESS', messageId: '000demo93b2c1d0e' },
    ...{ createdAt: '2026-11-20T04:00:00.000Z', finishedAt: '2026-11-20T04:00:01.000Z' },
  },
}

const messageTypes = Type.Enum(['message.finished', 'message.expired'], { title: 'MessageEventType' })

const event = Type.Union(
  [
    Type.Object({ ...common, type: messageTypes, data: finished }, { title: 'MessageEvent' }),
    Type.Object(
      { ...common, type: Type.Literal('subscription.changed'), data: changed },
      { title: 'SubscriptionEvent' },
    ),
    Type.Object(
      { ...common, type: Type.Literal('authorization.needed'), data: needed },
      { title: 'AuthorizationEvent' },
    ),
  ],
  { title: 'Event' },
)

export const eventsQuery = Type.Object({
  appId: Type.Optional(appId),
  after: Type.Optional(
    Type.String({
      maxLength: 100,
      pattern: '^[A-Za-z0-9_-]+$',
      description: '`next` of the page before; without it the oldest that is kept comes first.',
    }),
  ),
  limit: Type.Optional(
    Type.String({ pattern: '^([1-9][0-9]?|[1-4][0-9][0-9]|500)$', description: 'Default 100, at most 500.' }),
  ),
})

export const eventsAnswer = Type.Object(
  {
    events: Type.Array(event, { description: 'Oldest first.' }),
    next: Type.Optional(
      Type.String({
        description: 'Ask with it as `after`, at once or later; absent as long as there was never an event.',
      }),
    ),
  },
  { title: 'Events', examples: [{ events: [eventExample], next: 'WzEsMl0' }] },
)

export type Event = Static<typeof event>
export type EventsAnswer = Static<typeof eventsAnswer>
