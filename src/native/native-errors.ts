import { jsapiErrors } from '../jsapi/jsapi-errors.js'
import type { KnownErrorCode } from '../result.js'

/** Those of `my.requestSubscribeMessage`; no number means two things in two JSAPIs. */
export const nativeErrors: Partial<Record<string, KnownErrorCode>> = Object.assign({}, jsapiErrors, {
  203: 'INVALID_CONFIG',
  402: 'INVALID_CONFIG',
  100201: 'NETWORK',
  106002: 'INCONSISTENT_TEMPLATE_TYPE',
  106008: 'INVALID_TEMPLATE_CODE',
})
