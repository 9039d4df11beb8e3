import type { Settings } from '../state/settings.js'

/** What `success` of my.getAuthCode receives. */
export interface AuthCodeSuccess {
  authCode: string
  authSuccessScopes: readonly string[]
  authErrorScopes: Record<string, string>
}

/** What `fail` of a JSAPI receives. */
export interface JsapiFailure {
  error: number
  errorMessage: string
  authErrorScopes?: Record<string, string>
}

export type AuthCodeAnswer = { success: AuthCodeSuccess } | { fail: JsapiFailure }

/** Alipay China: the user refused. */
export const USER_REFUSED = 11
/** Alipay China: no result, e.g. a scope that does not exist, or the page closed without an answer. */
export const NO_RESULT = 3

/** The user's no, in the shape of the super app's family. */
export function refusedByUser(
  scopes: readonly string[],
  family: Settings['jsapiFailureFamily'],
): { fail: JsapiFailure } {
  const fail = { error: USER_REFUSED, errorMessage: 'The user refused the authorization.' }
  if (family === 'ALIPAY_CN') return { fail }
  // The sibling's sample value is the text "10001"; no other figure is documented.
  return { fail: { ...fail, authErrorScopes: Object.fromEntries(scopes.map((scope) => [scope, '10001'])) } }
}

export const noResult = (errorMessage: string): { fail: JsapiFailure } => ({
  fail: { error: NO_RESULT, errorMessage },
})
