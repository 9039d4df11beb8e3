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
const decision = Type.Enum(['AGREE', 'REJECT'], { title: 'Decision' })
export const templateKind = Type.Enum(['ONE_TIME', 'LONG_TERM'], { title: 'TemplateKind' })

/** The body of every answer that is no success. */
export const errorBody = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ description: 'To branch on: docs/contract.md lists them.' }),
      message: Type.String({ description: 'What was wrong, where, and what to do.' }),
    }),
  },
  { title: 'ApiError' },
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

const templateText = Type.Object(
  {
    templateCode,
    title: Type.String(),
    description: Type.Optional(Type.String()),
    example: Type.Optional(Type.String()),
    kind: templateKind,
  },
  { title: 'TemplateText' },
)

const panelSender = Type.Object(
  {
    name: Type.String(),
    privacyUrl: Type.String(),
    logoUrl: Type.Optional(Type.String({ description: 'https, or a path.' })),
    transferNotice: Type.Optional(Type.String()),
  },
  { title: 'Sender' },
)

const templatesExample = {
  sender: { name: 'Yummy Chicken Rice', privacyUrl: 'https://shop.example/privacy' },
  textVersion: '5d1f0c9a7be34e02',
  templates: [{ templateCode: '2021003181638001', title: 'Order ready', kind: 'LONG_TERM' }],
}

export const templatesAnswer = Type.Object(
  { sender: panelSender, textVersion: Type.String(), templates: Type.Array(templateText) },
  { title: 'Templates', examples: [templatesExample] },
)

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

const consent = Type.Object(
  {
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
      description:
        "The device's time of this very post: each try has its own, and they count as one request.",
    },
  },
  { title: 'Consent' },
)

const subscriptionExample = {
  subscriptionId: 'sub_7pX2kQ9wT4mZ1cVb8nRd3A',
  templateCode: '2021003181638001',
  type: 'AGREE',
  needs: 'NOTHING',
}

const answersExample = {
  requestId: '0b7e2c1e-5f0a-4f5e-9a53-0d6b2f1c8e77',
  answers: [{ templateCode: '2021003181638001', type: 'AGREE' }],
  authCode: '0000000000BNxGEKSmFHVqmLyXQiqK00000000',
  consent: {
    surface: 'BUILTIN',
    language: 'en',
    textVersion: '5d1f0c9a7be34e02',
    component: 'mini-message@0.1.0',
    shownAt: '2026-11-29T11:05:58.000Z',
    answeredAt: '2026-11-29T11:06:02.000Z',
    sentAt: '2026-11-29T11:06:02.400Z',
  },
}

export const subscriptionsRequest = Type.Object(
  {
    requestId: requestUuid,
    answers: Type.Array(Type.Object({ templateCode, type: decision }, { title: 'Answer' }), { maxItems: 20 }),
    authCode: Type.Optional(authCode),
    consent: Type.Optional(consent),
  },
  { title: 'SubscriptionsRequest', examples: [answersExample] },
)

export const subscriptionsAnswer = Type.Object(
  { subscriptions: Type.Array(subscription) },
  { title: 'Subscriptions', examples: [{ subscriptions: [subscriptionExample] }] },
)

export type Consent = Static<typeof consent>
export type SubscriptionsRequest = Static<typeof subscriptionsRequest>
export type SubscriptionsAnswer = Static<typeof subscriptionsAnswer>

const authorizationExample = {
  requestId: '5a2d9c40-8a0e-4c55-8f0e-3f7f5f0f9a11',
  appId: '3333010012345678',
  customerBelongsTo: 'ALIPAY_CN',
  scopes: ['auth_user'],
  authCode: '0000000000BNxGEKSmFHVqmLyXQiqK00000000',
  templateCodes: ['2021003181638001'],
}

export const authorizationRequest = Type.Object(
  {
    requestId: requestUuid,
    appId,
    customerBelongsTo,
    scopes: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 20 }),
    authCode,
    templateCodes,
  },
  { title: 'AuthorizationRequest', examples: [authorizationExample] },
)

const sessionExample = {
  sessionToken: 'signed-and-opaque',
  expiresAt: '2026-11-29T11:20:58.000Z',
  subject: 's_Jt4mX0c9Qe2',
  subscriptions: [{ ...subscriptionExample, type: null, needs: 'CONSENT' }],
}

export const authorizationAnswer = Type.Object(
  {
    sessionToken: Type.String({ description: 'For Authorization: Bearer; kept in memory only.' }),
    expiresAt: isoTime,
    subject: Type.String({ description: 'Opaque: not the userId, and another one in each app.' }),
    subscriptions: Type.Array(subscription),
  },
  { title: 'Authorization', examples: [sessionExample] },
)

export type AuthorizationRequest = Static<typeof authorizationRequest>
export type AuthorizationAnswer = Static<typeof authorizationAnswer>
