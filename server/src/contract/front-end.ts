import Type, { type Static } from 'typebox'

/** A random UUID, chosen by the caller: the same request again has the same one. */
const requestUuid = Type.String({ format: 'uuid' })
export const appId = Type.String({ minLength: 1, maxLength: 32 })
/** Which super app, as `my.getSiteInfo` names it. */
export const customerBelongsTo = Type.String({ minLength: 1, maxLength: 64 })
export const templateCode = Type.String({ minLength: 1, maxLength: 64, pattern: '^[\\w.-]+$' })
/** At most 20 on one panel, none twice. */
const templateCodes = Type.Array(templateCode, { minItems: 1, maxItems: 20, uniqueItems: true })
/** Looked at before the platform is asked: printable, without blanks, not longer than a code can be. */
const authCode = Type.String({ minLength: 1, maxLength: 64, pattern: '^[\\x21-\\x7e]+$' })
/** BCP 47. */
const language = Type.String({
  minLength: 2,
  maxLength: 35,
  pattern: '^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$',
})
/** ISO 8601 with offset. */
export const isoTime = Type.String({ format: 'date-time' })
const decision = Type.Enum(['AGREE', 'REJECT'])
export const templateKind = Type.Enum(['ONE_TIME', 'LONG_TERM'])

/** The body of every answer that is no success. */
export const errorBody = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ description: 'To branch on: docs/contract.md lists them.' }),
      message: Type.String({ description: 'What was wrong, where, and what to do.' }),
    }),
  },
  { title: 'Error' },
)

/** Of every route's `response`. */
export const errorAnswers = { '4xx': errorBody, '5xx': errorBody }

export const templatesQuery = Type.Object({
  appId,
  customerBelongsTo,
  templateCodes: Type.String({
    description: 'Comma separated.',
    minLength: 1,
    maxLength: 1300,
    pattern: '^[\\w.-]+(,[\\w.-]+)*$',
  }),
  language: Type.Optional(language),
})

const templateText = Type.Object({
  templateCode,
  title: Type.String(),
  description: Type.Optional(Type.String()),
  example: Type.Optional(Type.String()),
  kind: templateKind,
})

export const templatesAnswer = Type.Object({
  sender: Type.Object({
    name: Type.String(),
    privacyUrl: Type.String(),
    logoUrl: Type.Optional(Type.String({ description: 'https, or a path.' })),
    transferNotice: Type.Optional(Type.String()),
  }),
  textVersion: Type.String(),
  templates: Type.Array(templateText),
})

export type TemplatesAnswer = Static<typeof templatesAnswer>

const subscription = Type.Object(
  {
    subscriptionId: Type.String({ description: 'Unguessable: the shop sends it with its order.' }),
    templateCode,
    type: Type.Union([decision, Type.Null()]),
    needs: Type.Enum(['NOTHING', 'CONSENT', 'AUTHORIZATION']),
  },
  { title: 'Subscription' },
)

export type Subscription = Static<typeof subscription>

const consent = Type.Object({
  surface: Type.Enum(['BUILTIN', 'NATIVE', 'ADAPTER']),
  language,
  textVersion: Type.String({ maxLength: 64 }),
  text: Type.Optional(
    Type.Array(Type.String(), {
      maxItems: 500,
      description: 'Plain strings in reading order, at most 16 kB.',
    }),
  ),
  component: Type.String({ minLength: 1, maxLength: 100 }),
  shownAt: isoTime,
  answeredAt: isoTime,
  sentAt: {
    ...isoTime,
    description: "The device's time of this very post: each try has its own, and they count as one request.",
  },
})

export const subscriptionsRequest = Type.Object({
  requestId: requestUuid,
  answers: Type.Array(Type.Object({ templateCode, type: decision }), { maxItems: 20 }),
  authCode: Type.Optional(authCode),
  consent: Type.Optional(consent),
})

export const subscriptionsAnswer = Type.Object({ subscriptions: Type.Array(subscription) })

export type Consent = Static<typeof consent>
export type SubscriptionsRequest = Static<typeof subscriptionsRequest>
export type SubscriptionsAnswer = Static<typeof subscriptionsAnswer>

export const authorizationRequest = Type.Object({
  requestId: requestUuid,
  appId,
  customerBelongsTo,
  scopes: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 20 }),
  authCode,
  templateCodes,
})

export const authorizationAnswer = Type.Object({
  sessionToken: Type.String({ description: 'For Authorization: Bearer; kept in memory only.' }),
  expiresAt: isoTime,
  subject: Type.String({ description: 'Opaque: not the userId, and another one in each app.' }),
  subscriptions: Type.Array(subscription),
})

export type AuthorizationRequest = Static<typeof authorizationRequest>
export type AuthorizationAnswer = Static<typeof authorizationAnswer>
