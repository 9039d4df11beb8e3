import type { RuleFacts } from './rule.js'

/** Authorization page, native panel, JSAPIs. */
export const superAppRules = {
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
