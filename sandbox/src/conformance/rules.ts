import type { SettingName } from '../state/settings.js'
import type { Mark } from './mark.js'

/** A behaviour that is neither a setting, nor a switch, nor a field, nor a code of its own. */
interface RuleFacts {
  behaviour: string
  mark: Mark
  source: string
  /** Settings that change it. */
  settings?: readonly SettingName[]
  /** What else changes it, e.g. a fault. */
  also?: string
}

/** Wire, signatures, tokens. */
const gatewayRules = {
  host: {
    behaviour:
      'The gateway answers at http://127.0.0.1, or with a certificate of its own at https://127.0.0.1 and the names it is given. The real one speaks HTTPS, at a host that no page names.',
    mark: 'unknown',
    source: 'OpenAPIs overview: domainName is assigned',
    also: '`--port`, `--https`, `--host`, `--hostname`; the address that your backend is configured with',
  },
  postAndPath: {
    behaviour: 'It takes POST only, at /api/open and the path of the endpoint.',
    mark: 'documented',
    source: 'OpenAPIs overview',
  },
  checkOrder: {
    behaviour:
      'Checked in this order: method, client, signature, freshness, traffic, media types, path, JSON, features of the mini program, fields, token, subscription, template, variables, frequency.',
    mark: 'inferred',
    source: 'Not documented; a signature that is checked after the content would tell strangers about it',
  },
  headerForm: {
    behaviour:
      'Header names in any case; in Signature parts in any order, a blank after the comma or none, algorithm RSA256 in any case or left out.',
    mark: 'sibling',
    source: 'OpenAPIs overview (Spanish edition); global-open-sdk-java writes no blank',
  },
  stringToSign: {
    behaviour:
      'A request is signed over POST, path with query, Client-Id, Request-Time and the raw body, with SHA256withRSA (PKCS#1 v1.5).',
    mark: 'sibling',
    source: 'Call an API via adding a signature (Spanish edition); Rebell call-api; global-open-sdk-java',
    settings: ['signedPath'],
  },
  signatureEncodings: {
    behaviour: 'The signature may be percent-encoded Base64, plain Base64 or Base64URL.',
    mark: 'inferred',
    source: 'Samples are percent-encoded; pages call it base64UrlEncode; some samples are plain',
    settings: ['signatureEncodings'],
  },
  keyVersions: {
    behaviour:
      'Several public keys of a merchant are in force at once; without keyVersion the newest is taken.',
    mark: 'sibling',
    source: 'OpenAPIs overview (Spanish edition); Rebell',
  },
  keyForms: {
    behaviour: 'A public key is uploaded as PEM or as bare Base64.',
    mark: 'inferred',
    source: 'The SDK holds keys as bare Base64; the upload’s own form was not seen',
    settings: ['minimumKeyBits'],
  },
  signedAnswers: {
    behaviour:
      'Every answer, refusals too, is HTTP 200 with a result, dated by Response-Time and signed by the newest platform key over the request’s path.',
    mark: 'inferred',
    source: 'Overview and signing page (Spanish edition); whether errors are signed is not documented',
    settings: ['failureHttpStatus', 'signedFailures'],
    also: 'faults `unsigned`, `wrong-signature`, `stale-time`, `5xx`, `cut`, `delay`',
  },
  traceId: {
    behaviour: 'An answer carries Trace-Id; here it is the ID of the entry in the request log.',
    mark: 'sibling',
    source: 'Sample answer of the signing page (Spanish edition)',
  },
  requestTime: {
    behaviour: 'Request-Time needs an offset; milliseconds since 1970 are taken too.',
    mark: 'inferred',
    source: 'OpenAPIs overview (ISO 8601); epoch in the Antom SDK and Tokapay',
    settings: ['requestTimeForms', 'freshnessSeconds', 'staleRequestCode'],
  },
  fieldRules: {
    behaviour: 'A field that is missing, too long, of the wrong type, or holds @, # or ? is PARAM_ILLEGAL.',
    mark: 'documented',
    source: 'v2 applyToken, v2 miniprogram/message/send',
    settings: ['unknownField'],
  },
  authClientId: {
    behaviour:
      'authClientId is not needed for ALIPAY_CN and needed elsewhere; a wrong one is refused everywhere.',
    mark: 'documented',
    source: 'Message sending (for message/send; for the other endpoints inferred)',
    settings: ['authClientIdInAlipayChina'],
  },
  sites: {
    behaviour:
      'customerBelongsTo is one of ALIPAY_CN, ALIPAY_HK, ALIPAY_MO, TNG, GCASH, DANA, KAKAOPAY, BKASH, CHOPE, TRUEMONEY.',
    mark: 'documented',
    source: 'v2 applyToken',
  },
  notReleased: {
    behaviour:
      'A super app that the mini program is not released to, and another merchant’s appId: ACCESS_DENIED.',
    mark: 'inferred',
    source: 'Common error codes: access refused',
    also: 'fault `refuse` with any code',
  },
  singleUseCode: {
    behaviour: 'An auth code is exchanged once, by the mini program and super app it was given for.',
    mark: 'documented',
    source: 'my.getAuthCode; v2 applyToken; Message sending, step 3',
    settings: ['reusedAuthCode', 'authCodeFamily', 'authCodeLifetimeMs'],
  },
  userIdAsCustomerId: {
    behaviour: 'applyToken gives the user’s ID as customerId; both exchanges of one user name him alike.',
    mark: 'inferred',
    source: 'v2 applyToken (Spanish edition) names the field; Message sending says "returns only userId"',
  },
  authBase: {
    behaviour: 'In ALIPAY_CN a token of scope auth_base gives no user information: INVALID_ACCESS_TOKEN.',
    mark: 'documented',
    source: 'Message sending, step 2.1',
  },
  userInfoByScope: {
    behaviour: 'User information is what the token’s scopes allow; all fields are optional.',
    mark: 'documented',
    source: 'v2 users/inquiryUserInfo (the principle; which field needs which scope is inferred)',
    settings: ['genderForm'],
  },
  refreshRotates: {
    behaviour: 'A refresh token works once; the old access token stops at once.',
    mark: 'inferred',
    source: 'USED_REFRESH_TOKEN; Alipay China’s own gateway',
    settings: ['refreshEndsAccessToken', 'refreshProlongs'],
  },
  revoke: {
    behaviour: 'v2 authorizations/revoke ends the access token and its refresh token.',
    mark: 'sibling',
    source: 'v2 revoke (generic edition); whether AIMPDP has it is unknown',
    settings: ['hasRevoke'],
  },
  tokenAndInfo: {
    behaviour:
      'applyTokenAndInquiryUserInfo takes a code, a refresh token, or an access token without grantType.',
    mark: 'inferred',
    source: 'v2 applyTokenAndInquiryUserInfo names the three uses; its field table was not seen',
    settings: ['infoByToken'],
  },
  codeSpentWithoutInfo: {
    behaviour:
      'A code of auth_base is spent by applyTokenAndInquiryUserInfo although no information and no token come.',
    mark: 'inferred',
    source: 'The page demands auth_user; what happens to the code is not documented',
    also: 'applyToken and inquiryUserInfo instead',
  },
} as const satisfies Record<string, RuleFacts>

/** Sending, templates, subscriptions. */
const messageRules = {
  idempotency: {
    behaviour:
      'A requestId that reached S gives the same messageId again and no second message. Everything but accessToken is compared; the user counts, the order of names does not.',
    mark: 'inferred',
    source: 'API idempotency (the principle is documented; what is compared is not)',
    settings: [
      'idempotentSend',
      'otherBodySameRequestId',
      'otherBodyCode',
      'requestIdScope',
      'requestIdMemoryMs',
    ],
    also: 'faults `answer-lost`, `unknown` with `isApplied`',
  },
  failedSendsAreFree: {
    behaviour: 'A requestId whose send failed may come again with any content.',
    mark: 'inferred',
    source: 'API idempotency fixes only requests that reached S',
  },
  sendInbox: {
    behaviour:
      'v2 messages/sendInbox, no longer maintained, sends by the token alone; authClientId may be left out.',
    mark: 'sibling',
    source: 'v2 messages/sendInbox (Spanish edition)',
    settings: ['sendInboxCode'],
  },
  newTokenForSending: {
    behaviour:
      'Sending wants the new token of step 3. With one of step 2.1, or of auth_base alone, a message is sent here too, and the request log and the page warn.',
    mark: 'unknown',
    source:
      'Message sending, steps 2.1 and 3: the new token is demanded; whether another is refused is not stated',
    settings: ['sendWithUserInfoToken', 'sendWithAuthBaseToken'],
  },
  answerOfSend: {
    behaviour:
      'message/send answers result and messageId. The sample response of Message sending has neither: it repeats the request, access token and all.',
    mark: 'sibling',
    source:
      'v2 miniprogram/message/send lists both; the sample of Message sending looks like a copy of its request',
  },
  stepsOfSending: {
    behaviour:
      'The platform asks the super app whose the token is (15, 16), fills the template (17), hands the message over (18); it is shown (19) and the results go back (20, 21). Here all of it happens at one moment, in one process.',
    mark: 'inferred',
    source: 'Message sending, step 4: the text names 15-16, 17-18 and 19-21; the order within is ours',
  },
  accepted: {
    behaviour: 'S means that the delivery request was accepted; here the message then lies in the inbox.',
    mark: 'sibling',
    source: 'v2 miniprogram/message/send (Spanish edition)',
    also: 'fault `duplicate-delivery`',
  },
  fillTemplate: {
    behaviour: 'The placeholders of the template are replaced and the message goes to the user’s inbox.',
    mark: 'documented',
    source: 'Message sending, step 4',
    settings: ['missingVariable', 'unknownVariable', 'specialCharactersInValues', 'longestMessage'],
  },
  language: {
    behaviour: 'Of the languages sent, the user sees his own, else the first.',
    mark: 'sibling',
    source: 'Data dictionary; platform message/send SPI',
  },
  messageLinks: {
    behaviour:
      'miniBodyUrl opens on a tap on the message, miniFooterUrl on its footer: page and query encoded apart.',
    mark: 'inferred',
    source: 'Message sending (sample values only)',
    settings: ['linkWithoutQuery'],
  },
  subscriptionNeeded: {
    behaviour: 'In Alipay China the merchant’s word counts that a user agreed.',
    mark: 'unknown',
    source: 'Message sending does not say how the platform learns of an AGREE',
    settings: ['subscriptionSource'],
  },
  withdrawnInSuperApp: {
    behaviour: 'A user who withdrew in the super app gets no message: USER_NOT_SUBSCRIBED.',
    mark: 'inferred',
    source: 'v2 miniprogram/message/send error table (Spanish edition)',
  },
  oneTime: {
    behaviour: 'Where the official panel counts, one consent to a one-time template is one message.',
    mark: 'inferred',
    source: 'Alipay China’s native subscription; AIMPDP’s pages name no kinds',
    settings: ['subscriptionSource'],
  },
  sendMessageScope: {
    behaviour: 'Outside Alipay China message/send needs a token of scope SEND_MESSAGE.',
    mark: 'inferred',
    source: 'my.getAuthCode: the scope exists for partner apps only; the refusal’s code is a guess',
    settings: ['withoutSendMessageScope'],
  },
  lockedUser: {
    behaviour: 'A user who is locked or gone gets no message.',
    mark: 'inferred',
    source: 'v2 messages/sendInbox lists USER_STATUS_ERROR',
    settings: ['lockedUserCode'],
  },
  templateOfSite: {
    behaviour: 'A template belongs to one super app; sent with another’s token it is TEMPLATE_NOT_EXIST.',
    mark: 'inferred',
    source: 'Message sending, step 1: chosen for a mini program and a target app',
  },
  oneApplication: {
    behaviour: 'A mini program has one open application for a template.',
    mark: 'inferred',
    source: 'Apply for templates: one under review cannot be chosen again',
  },
  templateReview: {
    behaviour:
      'The administrator creates templates and approves or rejects applications; approval gives the templateCode; the merchant may withdraw.',
    mark: 'documented',
    source:
      'Message sending, step 1; Apply for templates (names of the statuses besides Under Review are ours)',
  },
} as const satisfies Record<string, RuleFacts>

/** Authorization page, native panel, JSAPIs. */
const superAppRules = {
  scopes: {
    behaviour:
      'Alipay China has the scopes auth_base and auth_user; the partner apps also SEND_MESSAGE and single items. Several may be asked at once.',
    mark: 'documented',
    source: 'my.getAuthCode; User authorization',
  },
  consentPage: {
    behaviour: 'auth_base asks nobody, every other scope shows the authorization page.',
    mark: 'documented',
    source: 'my.getAuthCode',
    settings: ['rememberGrants'],
  },
  scopesRefusedOneByOne: {
    behaviour:
      'A user may allow some scopes and not others: the code stands for those alone, the others are in authErrorScopes.',
    mark: 'inferred',
    source: 'my.getAuthCode gives both lists; how the page lets a user choose is not documented',
    settings: ['refusedScopeCode'],
  },
  consentRefused: {
    behaviour: 'A refused or cancelled authorization is error 11, the back key 3.',
    mark: 'documented',
    source: 'Alipay China my.getAuthCode (for the mask inferred)',
    settings: ['jsapiFailureFamily', 'refusedScopeCode'],
    also: 'fault `jsapi-error`',
  },
  siteInfo: {
    behaviour:
      'my.getSiteInfo gives the super app’s name as siteName; merchants send it as customerBelongsTo.',
    mark: 'sibling',
    source: 'my.getSiteInfo of the same family; v1 applyToken says what it is for',
    settings: ['siteInfoField'],
    also: 'fault `jsapi-error`',
  },
  nativePanel: {
    behaviour:
      'my.requestSubscribeMessage: agree and refuse are success, cancel is 11, and 15, 203, 402, 106002, 106008 as documented. It takes AIMPDP’s template codes here.',
    mark: 'unknown',
    source: 'Alipay China my.requestSubscribeMessage; whether it takes AIMPDP’s codes is unknown',
    settings: ['nativePanel'],
    also: 'fault `jsapi-error` (also 10, -1, 100201)',
  },
} as const satisfies Record<string, RuleFacts>

/** Behaviours that are neither a setting, nor a switch, nor a field, nor a code of their own. */
const rules = { ...gatewayRules, ...messageRules, ...superAppRules } as const

export type Rule = keyof typeof rules

export const factsOf = (rule: Rule): RuleFacts => rules[rule]
export const ruleNames = Object.keys(rules) as Rule[]
