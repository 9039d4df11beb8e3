import Type, { type Static } from 'typebox'
import { appId, customerBelongsTo, isoTime, templateCode } from './front-end.js'
import { messageAnswer, messageStatus } from './messages.js'

const strict = { additionalProperties: false }

/** What the sentence of a message, or of a user without one, can be. */
export const answerKinds = [
  ...(['SENT', 'BEING_SENT', 'IN_QUEUE', 'SCHEDULED', 'TRIED_AGAIN', 'STOPPED', 'PAUSED'] as const),
  ...(['NOT_CONFIGURED', 'WAITS_FOR_AUTHORIZATION', 'WITHDREW_BEFORE_DUE', 'WITHDREW_BEFORE_SENT'] as const),
  ...(['WITHDREW_IN_SUPER_APP', 'ERASED', 'CANCELLED', 'CANCELLED_BY', 'REFUSED'] as const),
  ...(['MAY_HAVE_ARRIVED', 'EXPIRED', 'EXPIRED_UNTRIED', 'EXPIRED_UNAUTHORIZED'] as const),
  ...(['NOT_ANSWERED', 'SAID_NO', 'WITHDREW', 'CONSENT_USED'] as const),
  ...(['AUTHORIZATION_GONE', 'NOTHING_SUBMITTED'] as const),
] as const
export type AnswerKind = (typeof answerKinds)[number]

const answer = Type.Object(
  {
    kind: Type.Enum([...answerKinds], {
      description: 'Which sentence it is: docs/guides/console.md lists them.',
    }),
    at: Type.Optional(Type.String({ format: 'date-time', description: 'When that happened.' })),
    until: Type.Optional(
      Type.String({ format: 'date-time', description: 'When it is sent, tried again, or over.' }),
    ),
    code: Type.Optional(Type.String()),
    attempts: Type.Optional(Type.Integer()),
    by: Type.Optional(Type.String({ description: 'The name of the API key that did it.' })),
  },
  { title: 'ConsoleAnswer' },
)
export type AnswerView = Static<typeof answer>

const attempt = messageAnswer.properties.attempts.items.properties

/** One thing that happened to a message or its consent. */
const storyStep = Type.Object(
  {
    at: isoTime,
    kind: Type.Enum([
      ...(['AGREED', 'REFUSED', 'WITHDREW', 'ACCEPTED', 'QUEUED_ANEW', 'ATTEMPT', 'FINISHED'] as const),
      ...(['RESEND', 'CANCEL', 'TO_BE_SENT', 'TRIED_AGAIN', 'EXPIRES', 'TOKEN_ENDS'] as const),
    ]),
    origin: Type.Optional(
      Type.Enum(['COMPONENT', 'SUPER_APP', 'ERASURE'], { description: 'Where the user decided.' }),
    ),
    isInForce: Type.Optional(
      Type.Boolean({ description: 'False: a newer decision stood already when this one came.' }),
    ),
    number: Type.Optional(attempt.number),
    latencyMs: attempt.latencyMs,
    outcome: Type.Optional(Type.String({ description: 'Of an attempt, or of the message.' })),
    code: attempt.code,
    detail: attempt.detail,
    by: Type.Optional(Type.String({ description: 'The name of the API key that did it in the console.' })),
  },
  { title: 'StoryStep' },
)
export type StoryStep = Static<typeof storyStep>

const needs = Type.Enum(['NOTHING', 'CONSENT', 'AUTHORIZATION'])

export const storyAnswer = Type.Object(
  {
    appId: Type.String(),
    customerBelongsTo: Type.String(),
    subscriptionId: Type.String(),
    templateCode: Type.String(),
    ...Type.Omit(messageAnswer, ['attempts']).properties,
    answer,
    steps: Type.Array(storyStep, {
      description: 'The oldest first; what is still to come stands at the end.',
    }),
    authorization: Type.Object({
      isAlive: Type.Boolean({ description: 'There is a token that works, or that can be refreshed.' }),
      until: Type.Optional(isoTime),
    }),
    may: Type.Object({
      resend: Type.Boolean({ description: 'It was given up, and its parameters are still there.' }),
      cancel: Type.Boolean({ description: 'It is queued.' }),
    }),
    templates: Type.Optional(
      Type.Array(
        Type.Object({
          language: Type.String(),
          templateParameters: Type.Record(Type.String(), Type.String()),
        }),
        { description: 'Only with scope admin: what stands in the message.' },
      ),
    ),
  },
  { title: 'Story' },
)
export type StoryAnswer = Static<typeof storyAnswer>

export const consoleSearch = Type.Object(
  {
    text: Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: '^[^\\u0000-\\u001f\\u007f]+$',
      description: 'A requestId, a reference (an order number) or a userId: all three are looked for.',
    }),
    customerBelongsTo: Type.Optional({
      ...customerBelongsTo,
      description: 'Of the userId; without it every super app of the apps is tried.',
    }),
    appId: Type.Optional(appId),
  },
  { ...strict, title: 'ConsoleSearch', examples: [{ text: '0043' }] },
)

const foundMessage = Type.Object({
  appId: Type.String(),
  requestId: Type.String(),
  reference: Type.Optional(Type.String()),
  templateCode: Type.String(),
  status: messageStatus,
  outcome: messageAnswer.properties.outcome,
  createdAt: isoTime,
  foundBy: Type.Enum(['MESSAGE', 'ORDER', 'USER']),
  answer,
})

const foundConsent = Type.Object({
  appId: Type.String(),
  customerBelongsTo: Type.String(),
  templateCode: Type.String(),
  type: Type.Union([Type.Enum(['AGREE', 'REJECT']), Type.Null()]),
  decidedAt: Type.Optional(isoTime),
  needs,
  answer,
})

export const consoleFound = Type.Object(
  {
    messages: Type.Array(foundMessage, { description: 'Newest first, at most 20.' }),
    consents: Type.Array(foundConsent, {
      description: 'Where the text is the userId of somebody who was asked: one for each template.',
    }),
  },
  { title: 'ConsoleFound' },
)
export type ConsoleSearch = Static<typeof consoleSearch>
export type ConsoleFound = Static<typeof consoleFound>

export const consoleSession = Type.Object(
  {
    name: Type.String({ description: "The API key's." }),
    isAdmin: Type.Boolean({ description: 'It is shown what stands in messages, too.' }),
    apps: Type.Array(
      Type.Object({
        appId: Type.String(),
        name: Type.Record(Type.String(), Type.String()),
        sites: Type.Array(Type.String()),
        templates: Type.Record(Type.String(), Type.Record(Type.String(), Type.String()), {
          description: 'Titles by language, by templateCode.',
        }),
      }),
    ),
  },
  { title: 'ConsoleSession' },
)
export type ConsoleSession = Static<typeof consoleSession>

export const spans = ['hour', 'day', 'month'] as const
export type Span = (typeof spans)[number]

export const overviewQuery = Type.Object({
  span: Type.Enum([...spans]),
  appId: Type.Optional(appId),
})

const numbers = Type.Array(Type.Number())
const gaps = Type.Array(Type.Union([Type.Number(), Type.Null()]))

const limit = Type.Object({
  appId: Type.String(),
  customerBelongsTo: Type.String(),
  templateCode: Type.Optional(Type.String({ description: "Absent: the whole app's." })),
  state: Type.Enum(['CLOSED', 'OPEN', 'HALF_OPEN']),
  perSecond: Type.Optional(
    Type.Number({ description: 'Messages a second of all processes, where that is limited.' }),
  ),
  processes: Type.Integer({ description: 'So many of them say so.' }),
})

export const overviewAnswer = Type.Object(
  {
    now: isoTime,
    pausedSince: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'The database was restored: nothing is sent until resume-sending.',
      }),
    ),
    stepMs: Type.Integer({ description: 'How long each point of the series stands for.' }),
    backlog: Type.Object({
      queued: Type.Integer(),
      waiting: Type.Integer(),
      scheduled: Type.Integer(),
      sending: Type.Integer(),
      oldestAt: Type.Optional(isoTime),
    }),
    series: Type.Object(
      {
        at: Type.Array(Type.Integer(), { description: 'Seconds since 1970.' }),
        SENT: numbers,
        REJECTED: numbers,
        UNKNOWN: numbers,
        PURGED: numbers,
        EXPIRED: numbers,
        p50Ms: gaps,
        p95Ms: gaps,
      },
      { description: 'Messages that finished, by outcome, and how long those took that were sent.' },
    ),
    total: Type.Object({
      SENT: Type.Integer(),
      REJECTED: Type.Integer(),
      UNKNOWN: Type.Integer(),
      PURGED: Type.Integer(),
      EXPIRED: Type.Integer(),
      p50Ms: Type.Optional(Type.Number()),
      p95Ms: Type.Optional(Type.Number()),
    }),
    codes: Type.Array(
      Type.Object({ outcome: Type.String(), code: Type.String(), messages: Type.Integer() }),
      { description: 'Of messages that were not sent, the most frequent first.' },
    ),
    limits: Type.Array(limit, { description: 'Breakers that are not closed, and paces.' }),
  },
  { title: 'ConsoleOverview' },
)
export type Overview = Static<typeof overviewAnswer>

export const breakerRelease = Type.Object(
  { appId, customerBelongsTo, templateCode: Type.Optional(templateCode) },
  { ...strict, title: 'BreakerRelease' },
)
export type BreakerRelease = Static<typeof breakerRelease>

export const breakerReleased = Type.Object({ status: Type.Literal('ASKED') }, { title: 'BreakerReleased' })

export const auditQuery = Type.Object({
  before: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$', description: '`next` of the page before.' })),
})

const auditRow = Type.Object({
  at: isoTime,
  by: Type.String({ description: "The API key's name." }),
  action: Type.Enum(['RESEND', 'CANCEL', 'RELEASE_BREAKER']),
  appId: Type.String(),
  requestId: Type.Optional(Type.String({ description: 'Absent where its user was erased.' })),
  customerBelongsTo: Type.Optional(Type.String()),
  templateCode: Type.Optional(Type.String()),
})

export const auditAnswer = Type.Object(
  { rows: Type.Array(auditRow), next: Type.Optional(Type.String()) },
  { title: 'AuditLog' },
)
export type AuditView = Static<typeof auditAnswer>
