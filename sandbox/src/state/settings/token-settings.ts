import Type from 'typebox'
import { day, Milliseconds, minute, type SettingFacts } from './setting-facts.js'

/** Auth codes, tokens, and what they tell of a user. */
export const tokenSettings = {
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
    meaning: 'Life of a refresh token, in milliseconds.',
    mark: 'unknown',
    source: 'Only the expiry time in the answer decides',
  },
  refreshProlongs: {
    schema: Type.Boolean(),
    default: false,
    meaning: 'Whether a refresh gives the new refresh token a whole life, or the end of the old one.',
    mark: 'inferred',
    source: 'Alipay China’s own gateway: the end is not extended',
  },
  refreshEndsAccessToken: {
    schema: Type.Boolean(),
    default: true,
    meaning: 'Whether a refresh ends the old access token at once; otherwise it lives out its time.',
    mark: 'inferred',
    source: 'Alipay China’s own gateway: the old one stops at once',
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
  authClientIdInAlipayChina: {
    schema: Type.Enum(['optional', 'send-only-optional']),
    default: 'optional',
    meaning: 'Where ALIPAY_CN may do without authClientId: in every endpoint, or in message/send alone.',
    mark: 'inferred',
    source: 'Message sending says it of message/send; the tables of the other endpoints say Yes',
  },
  infoByToken: {
    schema: Type.Enum(['without-grantType', 'grantType-ACCESS_TOKEN']),
    default: 'without-grantType',
    meaning: 'How applyTokenAndInquiryUserInfo knows that a live access token is to give the information.',
    mark: 'unknown',
    source: 'The page names the use; its field table was not seen (ACCESS_TOKEN is a made-up third value)',
  },
  hasRevoke: {
    schema: Type.Boolean(),
    default: true,
    meaning: 'Whether v2 authorizations/revoke exists; otherwise INVALID_API.',
    mark: 'unknown',
    source: 'v2 revoke is in the generic edition; not seen in AIMPDP’s',
  },
  genderForm: {
    schema: Type.Enum(['letter', 'word']),
    default: 'letter',
    meaning: 'gender in userInfo: F and M, or FEMALE and MALE.',
    mark: 'sibling',
    source: 'Data dictionary (letters); the sample answer shows MALE',
  },
} as const satisfies Record<string, SettingFacts>
