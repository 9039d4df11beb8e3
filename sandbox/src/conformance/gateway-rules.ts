import type { RuleFacts } from './rule.js'

/** Wire, signatures, tokens. */
export const gatewayRules = {
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
