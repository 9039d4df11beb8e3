import type { Mark } from './mark.js'

interface RuleFacts {
  behaviour: string
  mark: Mark
  source: string
}

/** Behaviours that are neither a setting, nor a switch, nor a code of their own. */
export const rules = {
  postOverHttps: {
    behaviour:
      'The gateway takes POST only, at /api/open and the path of the endpoint. The real one speaks HTTPS; this one plain HTTP on 127.0.0.1.',
    mark: 'documented',
    source: 'OpenAPIs overview',
  },
  stringToSign: {
    behaviour:
      'A request is signed over POST, path with prefix and query, Client-Id, Request-Time and the raw body, with SHA256withRSA.',
    mark: 'sibling',
    source: 'Call an API via adding a signature (Spanish edition); Rebell call-api; global-open-sdk-java',
  },
  signatureEncodings: {
    behaviour: 'The signature may be percent-encoded Base64, plain Base64 or Base64URL.',
    mark: 'inferred',
    source: 'Samples are percent-encoded; pages call it base64UrlEncode; some samples are plain',
  },
  keyVersions: {
    behaviour:
      'Several public keys of a merchant are in force at once; without keyVersion the newest is taken.',
    mark: 'sibling',
    source: 'OpenAPIs overview (Spanish edition); Rebell',
  },
  signedAnswers: {
    behaviour: 'Every answer, refusals too, is HTTP 200 with a result, signed by the newest platform key.',
    mark: 'inferred',
    source: 'global-open-sdk-java expects 200 with a result; whether errors are signed is not documented',
  },
  epochTime: {
    behaviour: 'Request-Time needs an offset; epoch milliseconds are taken too.',
    mark: 'inferred',
    source: 'OpenAPIs overview (ISO 8601); epoch in the Antom SDK and Tokapay',
  },
  fieldRules: {
    behaviour: 'A field that is missing, too long, of the wrong type, or holds @, # or ? is PARAM_ILLEGAL.',
    mark: 'documented',
    source: 'v2 applyToken, v2 miniprogram/message/send; lengths partly from the Spanish edition',
  },
  authClientId: {
    behaviour:
      'authClientId is not needed for ALIPAY_CN and needed elsewhere; a wrong one is refused everywhere.',
    mark: 'documented',
    source: 'Message sending (for message/send; for the other endpoints inferred)',
  },
  sites: {
    behaviour:
      'customerBelongsTo is one of ALIPAY_CN, ALIPAY_HK, ALIPAY_MO, TNG, GCASH, DANA, KAKAOPAY, BKASH, CHOPE, TRUEMONEY.',
    mark: 'documented',
    source: 'v2 applyToken',
  },
  singleUseCode: {
    behaviour: 'An auth code is exchanged once, by the mini program and super app it was given for.',
    mark: 'documented',
    source: 'my.getAuthCode; v2 applyToken',
  },
  authBase: {
    behaviour: 'In ALIPAY_CN a token of scope auth_base gives no user information: INVALID_ACCESS_TOKEN.',
    mark: 'documented',
    source: 'Message sending, step 2.1',
  },
  userInfoByScope: {
    behaviour: 'User information is what the token’s scopes allow.',
    mark: 'documented',
    source: 'v2 users/inquiryUserInfo (the principle; which field needs which scope is inferred)',
  },
  refreshRotates: {
    behaviour: 'A refresh token works once; the old access token stops at once.',
    mark: 'inferred',
    source: 'USED_REFRESH_TOKEN; Alipay China’s own gateway',
  },
  revoke: {
    behaviour: 'v2 authorizations/revoke ends the access token and its refresh token.',
    mark: 'sibling',
    source: 'v2 revoke (generic edition); whether AIMPDP has it is unknown',
  },
  tokenAndInfo: {
    behaviour:
      'applyTokenAndInquiryUserInfo takes a code, a refresh token, or an access token without grantType.',
    mark: 'inferred',
    source: 'v2 applyTokenAndInquiryUserInfo names the three uses; its field table was not seen',
  },
  sendInbox: {
    behaviour: 'v2 messages/sendInbox, no longer maintained, sends by the token alone.',
    mark: 'sibling',
    source: 'v2 messages/sendInbox (Spanish edition)',
  },
  fillTemplate: {
    behaviour: 'The placeholders of the template are replaced and the message goes to the user’s inbox.',
    mark: 'documented',
    source: 'Message sending, step 4',
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
  },
  withdrawnInSuperApp: {
    behaviour: 'A user who withdrew in the super app gets no message: USER_NOT_SUBSCRIBED.',
    mark: 'inferred',
    source: 'v2 miniprogram/message/send error table (Spanish edition)',
  },
  oneTime: {
    behaviour: 'Where the official panel counts, one consent to a one-time template is one message.',
    mark: 'inferred',
    source: 'Alipay China’s native subscription',
  },
  sendMessageScope: {
    behaviour: 'Outside Alipay China message/send needs a token of scope SEND_MESSAGE.',
    mark: 'inferred',
    source: 'my.getAuthCode: the scope exists for partner apps only; the refusal’s code is a guess',
  },
  failedSendsAreFree: {
    behaviour: 'A requestId whose send failed may come again with any content.',
    mark: 'inferred',
    source: 'API idempotency fixes only requests that reached S',
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
  consentPage: {
    behaviour: 'auth_base asks nobody, every other scope shows the authorization page.',
    mark: 'documented',
    source: 'my.getAuthCode',
  },
  consentRefused: {
    behaviour: 'A refused or cancelled authorization is error 11, the back key 3.',
    mark: 'documented',
    source: 'Alipay China my.getAuthCode (for the mask inferred)',
  },
  nativePanel: {
    behaviour:
      'my.requestSubscribeMessage: agree and refuse are success, cancel is 11, and 15, 203, 402, 106002, 106008 as documented. It takes AIMPDP’s template codes here.',
    mark: 'unknown',
    source:
      'Alipay China my.requestSubscribeMessage; whether it takes AIMPDP’s codes is unknown. 10, -1 and 100201 are not imitated',
  },
} as const satisfies Record<string, RuleFacts>

export type Rule = keyof typeof rules
