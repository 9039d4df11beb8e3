import Type, { type Static } from 'typebox'
import { subscription } from './subscription.js'
import { appId, authCode, customerBelongsTo, isoTime, requestUuid, templateCodes } from './words.js'

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
  subject: Type.String({ description: 'Opaque: not the userId, different for each merchant.' }),
  subscriptions: Type.Array(subscription),
})

export type AuthorizationRequest = Static<typeof authorizationRequest>
export type AuthorizationAnswer = Static<typeof authorizationAnswer>
