import type { Rule } from '../../src/conformance/rules.js'
import type { ResultCode } from '../../src/gateway/result-codes.js'
import type { SettingName } from '../../src/state/settings.js'
import { sendSettings } from '../../src/state/settings/send-settings.js'
import { superAppSettings } from '../../src/state/settings/superapp-settings.js'
import { tokenSettings } from '../../src/state/settings/token-settings.js'
import { wireSettings } from '../../src/state/settings/wire-settings.js'
import type { Switch } from '../../src/state/switches.js'

/** `file › title`, the file without `.test.ts`. The types ask for every behaviour: none can be left out. */
type HeldBy<Behaviour extends string> = Record<Behaviour, `${string} › ${string}`>

const anyCode = 'faults/gateway-faults › every code can be had by a fault, with its documented status: %s'
const authenticate = 'gateway/authenticate › '
const form = 'gateway/request-form › '
const tokens = 'gateway/tokens › '
const limits = 'gateway/limits › '
const send = 'gateway/send-message › '
const codes = 'superapp/get-auth-code › '
const library = 'control/library-routes › '

export const rulesHeldBy: HeldBy<Rule> = {
  host: 'run-cli › the command line starts a sandbox that gives its own address',
  postAndPath: `${form}another method than POST is refused, in the platform’s own form`,
  checkOrder: `${authenticate}of several mistakes the first in the platform’s order is told`,
  headerForm: 'signing/signature-header › the header is read as %s',
  stringToSign: `${authenticate}a changed %s is refused, and nothing is spent`,
  signatureEncodings: 'signing/known-answers › the signature is accepted as %s',
  keyVersions:
    'control/key-routes › an uploaded key is a further version beside the first, until it is withdrawn',
  keyForms: 'control/key-routes › bare Base64 is taken as PEM is; what is not a key is refused',
  signedAnswers: 'gateway/seal-answer › every answer is signed over its own bytes, a refusal too: %s',
  traceId: `${authenticate}each answer names its entry in the log as Trace-Id`,
  requestTime: `${authenticate}a Request-Time without an offset is illegal although it is signed`,
  fieldRules: 'gateway/field-rules › %s: %s is checked by its rule',
  authClientId: `${form}a wrong authClientId is refused, the right one and none pass for Alipay China`,
  sites: 'gateway/sites › %s sends with a token of scope SEND_MESSAGE, and names itself in getSiteInfo',
  notReleased: `${form}a super app that the mini program is not released to is denied`,
  singleUseCode: `${tokens}a code is exchanged once`,
  userIdAsCustomerId: `${tokens}a code names its user and gives tokens with their ends`,
  authBase: `${tokens}user information comes for auth_user and not for auth_base`,
  userInfoByScope: 'gateway/user-info › %s gives its own field and no other',
  refreshRotates: `${tokens}refreshing ends the old pair: its access token is dead, its refresh token used`,
  revoke: `${tokens}revoking ends both tokens`,
  tokenAndInfo: `${tokens}token and information come together, by code, refresh token or token`,
  codeSpentWithoutInfo: `${tokens}a code of auth_base gives no information and no token, and is spent`,
  idempotency: `${send}a requestId that comes again with %s is refused`,
  failedSendsAreFree: `${send}a request that failed may come again under its requestId`,
  sendInbox: `${limits}sendInbox sends by the token alone, once for a requestId, and may answer ACCEPT`,
  newTokenForSending: `${send}the token of step 2.1 sends with a warning that the request log shows: %s`,
  answerOfSend: `${send}a message lies in its user’s inbox with every placeholder replaced, and in nobody else’s`,
  stepsOfSending:
    'control/message-routes › a message’s path shows both codes, both exchanges and the document’s steps 14 to 21',
  accepted: `${send}a message lies in its user’s inbox with every placeholder replaced, and in nobody else’s`,
  fillTemplate: `${send}a message lies in its user’s inbox with every placeholder replaced, and in nobody else’s`,
  language: `${send}%s: the message is in the reader’s language if it was sent`,
  messageLinks: 'control/message-routes › tapping a message opens the page and query that its link names',
  subscriptionNeeded: `${send}only what was registered in the official panel counts when the setting says so`,
  withdrawnInSuperApp: `${send}a withdrawal in the super app stops messages under either setting`,
  oneTime: `${limits}one consent to a one-time template is one message where the official panel counts`,
  sendMessageScope:
    'gateway/sites › %s sends with a token of scope SEND_MESSAGE, and names itself in getSiteInfo',
  lockedUser: `${limits}a locked user gets no message`,
  templateOfSite: 'gateway/sites › a template of one super app is not there in another',
  oneApplication:
    'console/template-library › while an application is open there is no second one; after a no or a withdrawal there is',
  templateReview: `${library}create, apply, approve: then a message can be sent by the new code`,
  scopes: `${codes}%s fails with error 3 and says why`,
  consentPage: `${codes}auth_base asks nobody`,
  scopesRefusedOneByOne: `${codes}a user allows some scopes and not others: the code stands for those alone`,
  consentRefused: `${codes}closing the page by %s is error %s`,
  siteInfo:
    'superapp/get-site-info › the answer is the super app of the user, under the name that the setting says',
  nativePanel: 'superapp/request-subscribe-message › agreeing registers, and the result names what was added',
}

const heldIn = <Name extends string>(file: string, names: readonly Name[]): HeldBy<Name> =>
  Object.fromEntries(
    names.map((name) => [name, `state/settings/${file} › %s: each of its values is seen to be in force`]),
  ) as HeldBy<Name>

const namesOf = <Facts extends object>(facts: Facts) => Object.keys(facts) as (keyof Facts & string)[]

/** The probes of these files are typed by the settings: each has to have one. */
export const settingsHeldBy: HeldBy<SettingName> = {
  ...heldIn('wire-settings', namesOf(wireSettings)),
  ...heldIn('token-settings', namesOf(tokenSettings)),
  ...heldIn('send-settings', namesOf(sendSettings)),
  ...heldIn('superapp-settings', namesOf(superAppSettings)),
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
  INVALID_SIGNATURE: 'state/settings/wire-settings › %s: each of its values is seen to be in force',
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
  REPEAT_REQ_INCONSISTENT: 'state/settings/send-settings › %s: each of its values is seen to be in force',
  REFERENCE_CLIENT_ID_NOT_MATCH: anyCode,
  EXPIRED_AGENT_TOKEN: anyCode,
  INVALID_AGENT_TOKEN: anyCode,
  VERIFY_REQUEST_ID_INVALID: 'state/settings/send-settings › %s: each of its values is seen to be in force',
  UNKNOWN_EXCEPTION: 'faults/gateway-faults › %s is answered in the platform’s form, signed',
}

export const fieldsHeldBy = 'gateway/field-rules › %s: %s is checked by its rule'
