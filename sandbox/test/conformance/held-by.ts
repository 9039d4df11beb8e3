import type { Rule } from '../../src/conformance/rules.js'
import type { ResultCode } from '../../src/gateway/result-codes.js'
import type { SettingName } from '../../src/state/settings-schema.js'
import type { Switch } from '../../src/state/switches.js'

/** `file › title`, the file without `.test.ts`. The types ask for every behaviour: none can be left out. */
type HeldBy<Behaviour extends string> = Record<Behaviour, `${string} › ${string}`>

const anyCode = 'faults/gateway-faults › every code can be had by a fault, with its documented status'
const authenticate = 'gateway/authenticate › '
const form = 'gateway/request-form › '
const tokens = 'gateway/tokens › '
const limits = 'gateway/limits › '
const send = 'gateway/send-message › '
const codes = 'superapp/get-auth-code › '
const library = 'control/library-routes › '

export const rulesHeldBy: HeldBy<Rule> = {
  postOverHttps: `${form}another method than POST is refused, in the platform’s own form`,
  stringToSign: `${authenticate}a changed %s is refused, and nothing is spent`,
  signatureEncodings: 'signing/known-answers › the signature is accepted as %s',
  keyVersions:
    'control/key-routes › an uploaded key is a further version beside the first, until it is withdrawn',
  signedAnswers: 'control/key-routes › after a rotation the platform signs with its new key version',
  epochTime: `${authenticate}a Request-Time without an offset is illegal although it is signed`,
  fieldRules: `${form}%s: PARAM_ILLEGAL names it`,
  authClientId: `${form}a wrong authClientId is refused, the right one and none pass for Alipay China`,
  sites: 'gateway/sites › %s sends with a token of scope SEND_MESSAGE, and names itself in getSiteInfo',
  singleUseCode: `${tokens}a code is exchanged once`,
  authBase: `${tokens}user information comes for auth_user and not for auth_base`,
  userInfoByScope:
    'gateway/sites › user information is what the scopes allow; auth_base alone names the user',
  refreshRotates: `${tokens}refreshing ends the old pair: its access token is dead, its refresh token used`,
  revoke: `${tokens}revoking ends both tokens`,
  tokenAndInfo: `${tokens}token and information come together, by code, refresh token or token`,
  sendInbox: `${limits}sendInbox sends by the token alone, once for a requestId, and may answer ACCEPT`,
  fillTemplate: `${send}a message lies in its user’s inbox with every placeholder replaced, and in nobody else’s`,
  language: `${send}%s: the message is in the reader’s language if it was sent`,
  messageLinks: 'control/message-routes › tapping a message opens the page and query that its link names',
  withdrawnInSuperApp: `${send}a withdrawal in the super app stops messages under either setting`,
  oneTime: `${limits}one consent to a one-time template is one message where the official panel counts`,
  sendMessageScope:
    'gateway/sites › %s sends with a token of scope SEND_MESSAGE, and names itself in getSiteInfo',
  failedSendsAreFree: `${send}a request that failed may come again under its requestId`,
  oneApplication:
    'console/template-library › while an application is open there is no second one; after a no or a withdrawal there is',
  templateReview: `${library}create, apply, approve: then a message can be sent by the new code`,
  consentPage: `${codes}auth_base asks nobody`,
  consentRefused: `${codes}closing the page by %s is error %s`,
  nativePanel: 'superapp/request-subscribe-message › agreeing registers, and the result names what was added',
}

export const settingsHeldBy: HeldBy<SettingName> = {
  authCodeLifetimeMs: `${tokens}a code lives ten minutes and not a moment longer`,
  accessTokenLifetimeMs: `${tokens}tokens end at their own times`,
  refreshTokenLifetimeMs: `${tokens}tokens end at their own times`,
  freshnessSeconds: `${authenticate}a request that is %s is answered %s ms off with %s`,
  signatureRefusalCode: `${authenticate}a changed %s is refused, and nothing is spent`,
  staleRequestCode: `${authenticate}a request that is %s is answered %s ms off with %s`,
  authCodeFamily: `${limits}the first family of auth code refusals is a setting`,
  reusedAuthCode: `${limits}with reusedAuthCode same-token a used code gives its token again`,
  platformNotAuthorizedCode: `${limits}without the merchant’s authorisation of the platform nothing goes on to the super app: %p`,
  subscriptionSource: `${send}only what was registered in the official panel counts when the setting says so`,
  idempotentSend: `${send}with idempotentSend off the same request sends again`,
  otherBodySameRequestId: `${send}with otherBodySameRequestId replay the first outcome comes back`,
  requestsPerSecond: `${limits}more calls in a second than allowed are refused, the next second starts anew`,
  trafficLimitStatus: `${limits}more calls in a second than allowed are refused, the next second starts anew`,
  messagesPerUserAndDay: `${limits}more messages in a day than allowed are refused, a repeated one is not counted`,
  missingVariable: `${limits}a variable without a value may stay as its placeholder, an unknown one may be refused`,
  unknownVariable: `${limits}a variable without a value may stay as its placeholder, an unknown one may be refused`,
  sendInboxCode: `${limits}sendInbox sends by the token alone, once for a requestId, and may answer ACCEPT`,
  rememberGrants: `${codes}without rememberGrants each call asks`,
  jsapiFailureFamily: `${codes}refusing in the partner apps’ shape names the scopes`,
  appIdShape: 'bridge/my › getAppIdSync gives the text alone where the super app does',
}

export const switchesHeldBy: HeldBy<Switch> = {
  keyUploaded: `${limits}without an uploaded key no signature is good`,
  appUserAuthorization: `${form}an API whose feature was not added is INVALID_API`,
  sendMessage: `${limits}without the feature Send_Message the API is not there`,
  platformAuthorized: `${limits}without the merchant’s authorisation of the platform nothing goes on to the super app: %p`,
  jsapiPermission: `${codes}without the JSAPI permission the call is error 4`,
  testingQrCode: `${library}without the testing QR code a merchant cannot apply`,
}

export const codesHeldBy: HeldBy<ResultCode> = {
  SUCCESS: `${authenticate}a signed request is answered`,
  ACCEPT: `${limits}sendInbox sends by the token alone, once for a requestId, and may answer ACCEPT`,
  SIGNATURE_INVALID: `${authenticate}a changed %s is refused, and nothing is spent`,
  INVALID_SIGNATURE: anyCode,
  TIMESTAMP_INVALID: `${authenticate}a request that is %s is answered %s ms off with %s`,
  KEY_NOT_FOUND: `${authenticate}a key version that was never uploaded is refused; without one the newest is taken`,
  CLIENT_INVALID: `${authenticate}an unknown or missing client is refused`,
  METHOD_NOT_SUPPORTED: `${form}another method than POST is refused, in the platform’s own form`,
  MEDIA_TYPE_NOT_ACCEPTABLE: `${form}another content type is refused`,
  PROCESS_FAIL: anyCode,
  INVALID_API: `${form}an unknown path is INVALID_API`,
  ACCESS_DENIED: `${form}another merchant’s mini program is denied`,
  PARAM_ILLEGAL: `${form}%s: PARAM_ILLEGAL names it`,
  REQUEST_TRAFFIC_EXCEED_LIMIT: `${limits}more calls in a second than allowed are refused, the next second starts anew`,
  AUTH_CLIENT_UNSUPPORTED_GRANT_TYPE: `${tokens}a third grant type is refused`,
  INVALID_AUTH_CLIENT: `${form}a wrong authClientId is refused, the right one and none pass for Alipay China`,
  INVALID_AUTH_CLIENT_STATUS: anyCode,
  INVALID_AUTHCODE: `${tokens}a code that never was is invalid`,
  USED_AUTHCODE: `${tokens}a code is exchanged once`,
  EXPIRED_AUTHCODE: `${tokens}a code lives ten minutes and not a moment longer`,
  INVALID_CODE: `${limits}the first family of auth code refusals is a setting`,
  USED_CODE: `${limits}the first family of auth code refusals is a setting`,
  EXPIRED_CODE: `${limits}the first family of auth code refusals is a setting`,
  INVALID_REFRESH_TOKEN: `${tokens}an unknown refresh token is invalid`,
  USED_REFRESH_TOKEN: `${tokens}refreshing ends the old pair: its access token is dead, its refresh token used`,
  EXPIRED_REFRESH_TOKEN: `${tokens}tokens end at their own times`,
  INVALID_ACCESS_TOKEN: `${tokens}user information comes for auth_user and not for auth_base`,
  EXPIRED_ACCESS_TOKEN: 'control/clock-routes › advancing lets a token expire',
  TEMPLATE_NOT_EXIST: `${send}%s: nothing is delivered, the answer says why`,
  USER_NOT_SUBSCRIBED: `${send}a withdrawal in the super app stops messages under either setting`,
  MESSAGE_SEND_EXCEED_LIMIT: `${limits}more messages in a day than allowed are refused, a repeated one is not counted`,
  USER_STATUS_ERROR: `${limits}a locked user gets no message`,
  VERIFY_REQUEST_ID_INVALID: anyCode,
  UNKNOWN_EXCEPTION: 'faults/gateway-faults › %s is answered in the platform’s form, signed',
}
