import Type from 'typebox'
import type { SettingFacts } from './setting-facts.js'

/** The super app's JSAPIs. */
export const superAppSettings = {
  rememberGrants: {
    schema: Type.Boolean(),
    default: true,
    meaning: 'A scope that the user allowed is granted without asking again.',
    mark: 'inferred',
    source: 'Alipay China’s client does so',
  },
  jsapiFailureFamily: {
    schema: Type.Enum(['by-site', 'ALIPAY_CN', 'ALIPAY_PLUS', 'ALIPAY_PLUS_SCOPES_ONLY']),
    default: 'by-site',
    meaning:
      'Shape of my.getAuthCode’s answers: Alipay China’s error and errorMessage, or Alipay+’s authErrorScopes beside ' +
      'them or alone. by-site: the user’s super app decides.',
    mark: 'sibling',
    source:
      'Alipay China open docs; Alipay+ getAuthCode page (that error comes beside the scopes is inferred)',
  },
  refusedScopeCode: {
    schema: Type.String({ pattern: '^\\d{1,10}$' }),
    default: '10001',
    meaning: 'Code of a refused scope in authErrorScopes.',
    mark: 'unknown',
    source: 'Samples of my.getAuthCode show 10001 and 40006; no table of them was seen',
  },
  siteInfoField: {
    schema: Type.Enum(['siteName', 'customerBelongsTo']),
    default: 'siteName',
    meaning: 'Name of the field in which my.getSiteInfo gives the super app.',
    mark: 'sibling',
    source: 'my.getSiteInfo of the same family; Message sending says that it gets customerBelongsTo',
  },
  appIdShape: {
    schema: Type.Enum(['object', 'string']),
    default: 'object',
    meaning: 'What my.getAppIdSync returns: { appId }, or the text alone.',
    mark: 'sibling',
    source: 'Alipay China open docs; Ant’s web adapter types a string',
  },
  httpErrors: {
    schema: Type.Enum(['success', 'fail']),
    default: 'success',
    meaning: 'Where my.request gives an answer of HTTP status 400 or more: success, or fail with error 19.',
    mark: 'documented',
    source: 'my.request says that any status succeeds; its error table says 19 for some',
  },
  nativePanel: {
    schema: Type.Enum(['takes-codes', 'ALIPAY_CN-only', 'refuses-codes']),
    default: 'takes-codes',
    meaning:
      'Whether my.requestSubscribeMessage takes AIMPDP’s template codes: in every super app, in Alipay China alone ' +
      '(elsewhere 402), or nowhere (106008).',
    mark: 'unknown',
    source: 'Alipay China documents it for its own templates; of other super apps nothing is known',
  },
} as const satisfies Record<string, SettingFacts>
