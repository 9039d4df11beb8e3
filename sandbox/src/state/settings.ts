/** What the documents leave open is a setting; reference marks stand beside each default. */
export interface Settings {
  /** Unknown for AIMPDP; AlipayHK says 10 minutes. */
  authCodeLifetimeMs: number
  /** Unknown: the platform only gives the expiry time. */
  accessTokenLifetimeMs: number
  /** Unknown. Refreshing does not prolong it (Alipay China's own gateway). */
  refreshTokenLifetimeMs: number
  /** How far Request-Time may be from now, both ways. Sibling: 5 minutes. */
  freshnessSeconds: number
  /** AIMPDP names no code; SIGNATURE_INVALID is the same family's. */
  signatureRefusalCode: 'SIGNATURE_INVALID' | 'INVALID_SIGNATURE'
  /** Sibling: TIMESTAMP_INVALID is the only name found. */
  staleRequestCode: 'TIMESTAMP_INVALID' | 'SIGNATURE_INVALID' | 'PARAM_ILLEGAL'
  /** `official-panel`: only subscriptions made in the platform's own panel count. Unknown which is real. */
  subscriptionSource: 'merchant' | 'official-panel'
  /** False: a requestId that comes again sends again, as a super app that forgot it would. */
  idempotentSend: boolean
  /** A requestId sent again with another body: undocumented for send. */
  otherBodySameRequestId: 'refuse' | 'replay'
  /** Whether a scope that the user allowed is granted without asking again. Inferred. */
  rememberGrants: boolean
  /** Shape of a refused `my.getAuthCode`. */
  jsapiFailureFamily: 'ALIPAY_CN' | 'ALIPAY_PLUS'
}

const minute = 60_000
const day = 24 * 60 * minute

export const defaultSettings: Readonly<Settings> = {
  authCodeLifetimeMs: 10 * minute,
  accessTokenLifetimeMs: day,
  refreshTokenLifetimeMs: 30 * day,
  freshnessSeconds: 300,
  signatureRefusalCode: 'SIGNATURE_INVALID',
  staleRequestCode: 'TIMESTAMP_INVALID',
  subscriptionSource: 'merchant',
  idempotentSend: true,
  otherBodySameRequestId: 'refuse',
  rememberGrants: true,
  jsapiFailureFamily: 'ALIPAY_CN',
}
