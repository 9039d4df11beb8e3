import Type from 'typebox'
import type { SettingFacts } from './setting-facts.js'

/** Headers, signatures, keys and the form of an answer. */
export const wireSettings = {
  freshnessSeconds: {
    schema: Type.Integer({ minimum: 1 }),
    default: 300,
    meaning: 'How far Request-Time may be from now, both ways, in seconds.',
    mark: 'sibling',
    source: 'Rebell: 5 minutes; AIMPDP states nothing',
  },
  staleRequestCode: {
    schema: Type.Enum(['TIMESTAMP_INVALID', 'SIGNATURE_INVALID', 'PARAM_ILLEGAL']),
    default: 'TIMESTAMP_INVALID',
    meaning: 'Code for a Request-Time that is too old or ahead.',
    mark: 'sibling',
    source: 'Rebell authentication deep dive',
  },
  requestTimeForms: {
    schema: Type.Enum(['ISO-8601-and-epoch', 'ISO-8601']),
    default: 'ISO-8601-and-epoch',
    meaning: 'Whether milliseconds since 1970 are taken as a Request-Time too; otherwise PARAM_ILLEGAL.',
    mark: 'inferred',
    source: 'OpenAPIs overview (ISO 8601); epoch in the Antom SDK and Tokapay',
  },
  signatureRefusalCode: {
    schema: Type.Enum(['SIGNATURE_INVALID', 'INVALID_SIGNATURE']),
    default: 'SIGNATURE_INVALID',
    meaning: 'Code for a signature that does not fit.',
    mark: 'sibling',
    source: 'v2 payments/capture; Antom and Rebell say INVALID_SIGNATURE',
  },
  signatureEncodings: {
    schema: Type.Enum(['any', 'percent-encoded']),
    default: 'any',
    meaning:
      'Forms in which a signature is taken: percent-encoded Base64, plain Base64 and Base64URL, or the first alone.',
    mark: 'inferred',
    source: 'Samples are percent-encoded; pages call it base64UrlEncode; some samples are plain',
  },
  signedPath: {
    schema: Type.Enum(['with-prefix', 'without-prefix']),
    default: 'with-prefix',
    meaning: 'The path in the string to sign, of requests and answers: /api/open/v2/… or /v2/….',
    mark: 'inferred',
    source: 'Rebell call-api shows /api/open/v2/…; global-open-sdk-java signs the whole path',
  },
  minimumKeyBits: {
    schema: Type.Integer({ minimum: 1024, maximum: 16_384 }),
    default: 2048,
    meaning: 'Shortest RSA key that may be uploaded, in bits.',
    mark: 'sibling',
    source: 'Rebell security overview; AIMPDP’s own page was not seen to its end',
  },
  acceptHeader: {
    schema: Type.Enum(['ignore', 'check']),
    default: 'ignore',
    meaning: 'check: an Accept header that allows no JSON is MEDIA_TYPE_NOT_ACCEPTABLE.',
    mark: 'unknown',
    source: 'OpenAPIs overview names the header Accept; its rule was not seen',
  },
  failureHttpStatus: {
    schema: Type.Integer({ minimum: 200, maximum: 599 }),
    default: 200,
    meaning: 'HTTP status of an answer whose result is F or U.',
    mark: 'inferred',
    source: 'global-open-sdk-java expects 200 with a result',
  },
  signedFailures: {
    schema: Type.Boolean(),
    default: true,
    meaning: 'Whether an answer whose result is F or U is signed.',
    mark: 'unknown',
    source: 'Every answer is to be checked, say the overviews; of errors nothing is stated',
  },
  requestsPerSecond: {
    schema: Type.Integer({ minimum: 0 }),
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
  unknownField: {
    schema: Type.Enum(['ignore', 'refuse']),
    default: 'ignore',
    meaning: 'A field that the endpoint does not have: passed over, or PARAM_ILLEGAL.',
    mark: 'unknown',
    source: 'Not documented',
  },
  featureMissingCode: {
    schema: Type.Enum(['INVALID_API', 'ACCESS_DENIED']),
    default: 'INVALID_API',
    meaning: 'Code while the feature of an API was not added to the mini program.',
    mark: 'inferred',
    source: 'INVALID_API is the common code for an API that is not active',
  },
  platformNotAuthorizedCode: {
    schema: Type.Enum(['ACCESS_DENIED', 'INVALID_AUTH_CLIENT', 'PROCESS_FAIL']),
    default: 'ACCESS_DENIED',
    meaning: 'Code while the merchant has not authorised AIMPDP at the super app.',
    mark: 'unknown',
    source: 'Message sending demands the authorisation and names no error',
  },
} as const satisfies Record<string, SettingFacts>
