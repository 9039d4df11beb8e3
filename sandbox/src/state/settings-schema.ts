import { Type, type Static, type TSchema } from '@fastify/type-provider-typebox'
import type { Mark } from '../conformance/mark.js'

interface SettingFacts {
  schema: TSchema
  default: unknown
  /** What it changes, and its unit. */
  meaning: string
  /** How well the default is known. */
  mark: Mark
  source: string
}

const minute = 60_000
const day = 24 * 60 * minute
const Milliseconds = Type.Integer({ minimum: 1 })
const Count = Type.Integer({ minimum: 0 })

/** What the platform's documents leave open, each with the default that the sandbox takes. */
export const settingFacts = {
  authCodeLifetimeMs: {
    schema: Milliseconds,
    default: 10 * minute,
    meaning: 'Life of an auth code, in milliseconds.',
    mark: 'sibling',
    source: 'AlipayHK: 10 minutes; Alipay China: 3 minutes to 24 hours; AIMPDP gives no figure',
  },
  accessTokenLifetimeMs: {
    schema: Milliseconds,
    default: day,
    meaning: 'Life of an access token, in milliseconds.',
    mark: 'unknown',
    source: 'Only the expiry time in the answer decides',
  },
  refreshTokenLifetimeMs: {
    schema: Milliseconds,
    default: 30 * day,
    meaning: 'Life of a refresh token, in milliseconds; refreshing does not prolong it.',
    mark: 'unknown',
    source: 'No figure; that its end does not move is Alipay China’s own gateway',
  },
  freshnessSeconds: {
    schema: Type.Integer({ minimum: 1 }),
    default: 300,
    meaning: 'How far Request-Time may be from now, both ways, in seconds.',
    mark: 'sibling',
    source: 'Rebell: 5 minutes',
  },
  signatureRefusalCode: {
    schema: Type.Enum(['SIGNATURE_INVALID', 'INVALID_SIGNATURE']),
    default: 'SIGNATURE_INVALID',
    meaning: 'Code for a signature that does not fit.',
    mark: 'sibling',
    source: 'v2 payments/capture; Antom and Rebell say INVALID_SIGNATURE',
  },
  staleRequestCode: {
    schema: Type.Enum(['TIMESTAMP_INVALID', 'SIGNATURE_INVALID', 'PARAM_ILLEGAL']),
    default: 'TIMESTAMP_INVALID',
    meaning: 'Code for a Request-Time that is too old or ahead.',
    mark: 'sibling',
    source: 'Rebell authentication deep dive',
  },
  authCodeFamily: {
    schema: Type.Enum(['v2', 'v1']),
    default: 'v2',
    meaning: 'Names of the auth code refusals: INVALID_AUTHCODE … (v2) or INVALID_CODE … (v1).',
    mark: 'sibling',
    source: 'v2 applyToken (Spanish edition); v1 applyToken (Rebell)',
  },
  reusedAuthCode: {
    schema: Type.Enum(['refuse', 'same-token']),
    default: 'refuse',
    meaning: 'A used code that comes again: refused, or answered with the token it gave before.',
    mark: 'sibling',
    source: 'USED_AUTHCODE in v2 applyToken; AlipayHK’s error handling page says the same token comes back',
  },
  platformNotAuthorizedCode: {
    schema: Type.Enum(['ACCESS_DENIED', 'INVALID_AUTH_CLIENT', 'PROCESS_FAIL']),
    default: 'ACCESS_DENIED',
    meaning: 'Code while the merchant has not authorised AIMPDP at the super app.',
    mark: 'unknown',
    source: 'Message sending demands the authorisation and names no error',
  },
  subscriptionSource: {
    schema: Type.Enum(['merchant', 'official-panel']),
    default: 'merchant',
    meaning:
      'Whose word counts for a subscription: the merchant’s, or only what the official or native panel registered.',
    mark: 'unknown',
    source: 'Message sending does not say how the platform learns of an AGREE',
  },
  idempotentSend: {
    schema: Type.Boolean(),
    default: true,
    meaning: 'A requestId that reached S gives the same messageId again; off: it sends again.',
    mark: 'documented',
    source: 'API idempotency; v2 miniprogram/message/send',
  },
  otherBodySameRequestId: {
    schema: Type.Enum(['refuse', 'replay']),
    default: 'refuse',
    meaning: 'A requestId that comes again with another content (all but accessToken is compared).',
    mark: 'inferred',
    source: 'Payments API: REPEAT_REQ_INCONSISTENT; not documented for send',
  },
  requestsPerSecond: {
    schema: Count,
    default: 0,
    meaning: 'Calls per merchant and second before REQUEST_TRAFFIC_EXCEED_LIMIT; 0 = no limit.',
    mark: 'unknown',
    source: 'The code is documented, no figure is',
  },
  trafficLimitStatus: {
    schema: Type.Enum(['F', 'U']),
    default: 'F',
    meaning: 'Status of REQUEST_TRAFFIC_EXCEED_LIMIT.',
    mark: 'sibling',
    source: 'F on the common v2 page, U on v1 pages and Rebell',
  },
  messagesPerUserAndDay: {
    schema: Count,
    default: 0,
    meaning:
      'Messages to one user from one mini program in 24 hours before MESSAGE_SEND_EXCEED_LIMIT; 0 = no limit.',
    mark: 'unknown',
    source: 'The super app sets it; no figure is documented',
  },
  missingVariable: {
    schema: Type.Enum(['refuse', 'leave']),
    default: 'refuse',
    meaning: 'A variable of the template without a value: PARAM_ILLEGAL, or its placeholder stays.',
    mark: 'unknown',
    source: 'Not documented',
  },
  unknownVariable: {
    schema: Type.Enum(['ignore', 'refuse']),
    default: 'ignore',
    meaning: 'A value for a variable that the template does not have.',
    mark: 'unknown',
    source: 'Not documented',
  },
  sendInboxCode: {
    schema: Type.Enum(['SUCCESS', 'ACCEPT']),
    default: 'SUCCESS',
    meaning: 'Code of a done messages/sendInbox; ACCEPT comes with status A.',
    mark: 'sibling',
    source: 'v2 messages/sendInbox (Spanish edition) lists both',
  },
  rememberGrants: {
    schema: Type.Boolean(),
    default: true,
    meaning: 'A scope that the user allowed is granted without asking again.',
    mark: 'inferred',
    source: 'Alipay China’s client does so',
  },
  jsapiFailureFamily: {
    schema: Type.Enum(['ALIPAY_CN', 'ALIPAY_PLUS']),
    default: 'ALIPAY_CN',
    meaning: 'Shape of a failed my.getAuthCode: error and errorMessage, or authErrorScopes beside them.',
    mark: 'sibling',
    source: 'Alipay China open docs; Alipay+ getAuthCode page',
  },
  appIdShape: {
    schema: Type.Enum(['object', 'string']),
    default: 'object',
    meaning: 'What my.getAppIdSync returns: { appId }, or the text alone.',
    mark: 'sibling',
    source: 'Alipay China open docs; Ant’s web adapter types a string',
  },
} as const satisfies Record<string, SettingFacts>

export type SettingName = keyof typeof settingFacts
export const settingNames = Object.keys(settingFacts) as SettingName[]

export type Settings = { [Name in SettingName]: Static<(typeof settingFacts)[Name]['schema']> }

const properties = Object.fromEntries(
  settingNames.map((name) => [name, settingFacts[name].schema]),
) as unknown as { [Name in SettingName]: (typeof settingFacts)[Name]['schema'] }

/** Settings by name; what is left out stays. */
export const SettingsChange = Type.Partial(Type.Object(properties), { additionalProperties: false })
