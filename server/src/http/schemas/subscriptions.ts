import Type, { type Static } from 'typebox'
import { subscription } from './subscription.js'
import { authCode, decision, isoTime, language, requestUuid, templateCode } from './words.js'

export const consent = Type.Object({
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
  // Our front ends always send it; another one may leave it out.
  sentAt: Type.Optional({
    ...isoTime,
    description: "The device's time of this very post: each try has its own, and they count as one request.",
  }),
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
