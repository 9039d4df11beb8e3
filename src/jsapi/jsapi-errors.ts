import type { KnownErrorCode } from '../result'

/** AlipayCN's numeric errors; what is not here is SYSTEM. No number means two things in two JSAPIs. */
export const jsapiErrors: Partial<Record<string, KnownErrorCode>> = {
  // The Android back key as well, so it counts as closing.
  3: 'CANCELLED',
  4: 'UNAVAILABLE',
  11: 'AUTH_DENIED',
  12: 'NETWORK',
  15: 'BUSY',
  203: 'INVALID_CONFIG',
  402: 'INVALID_CONFIG',
  100201: 'NETWORK',
  106002: 'INCONSISTENT_TEMPLATE_TYPE',
  106008: 'INVALID_TEMPLATE_CODE',
}
