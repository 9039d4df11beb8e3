import type { KnownErrorCode } from '../result.js'

/** The numeric errors that AlipayCN's JSAPIs share; what is not here is SYSTEM. */
export const jsapiErrors: Partial<Record<string, KnownErrorCode>> = {
  // The Android back key as well, so it counts as closing.
  3: 'CANCELLED',
  4: 'UNAVAILABLE',
  11: 'AUTH_DENIED',
  12: 'NETWORK',
  15: 'BUSY',
}
