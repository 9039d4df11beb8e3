import type { PageAnswer } from '../state/auto-answer.js'
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

/** Alipay China: the user refused or cancelled. */
export const USER_REFUSED = 11
/** Alipay China: no result, e.g. a scope that does not exist, or the back key closed the page. */
export const NO_RESULT = 3
/** No permission to call the JSAPI (an older Alipay China document). */
export const NO_PERMISSION = 4

const closed: Record<Exclude<PageAnswer, 'allow'>, { error: number; errorMessage: string }> = {
  refuse: { error: USER_REFUSED, errorMessage: 'The user refused the authorization.' },
  cancel: { error: USER_REFUSED, errorMessage: 'The user cancelled the authorization.' },
  mask: { error: USER_REFUSED, errorMessage: 'The user tapped beside the authorization page.' },
  back: { error: NO_RESULT, errorMessage: 'The back key closed the authorization page.' },
}

/** The user's no, in the shape of the super app's family. */
export function refusedByUser(
  answer: Exclude<PageAnswer, 'allow'>,
  scopes: readonly string[],
  family: Settings['jsapiFailureFamily'],
): { fail: JsapiFailure } {
  const fail = closed[answer]
  if (family === 'ALIPAY_CN') return { fail }
  // The sibling's sample value is the text "10001"; no other figure is documented.
  return { fail: { ...fail, authErrorScopes: Object.fromEntries(scopes.map((scope) => [scope, '10001'])) } }
}

export const noResult = (errorMessage: string): { fail: JsapiFailure } => ({
  fail: { error: NO_RESULT, errorMessage },
})

export const noPermission = (api: string): { fail: JsapiFailure } => ({
  fail: {
    error: NO_PERMISSION,
    errorMessage: `No permission to call my.${api}: the solution architect has to grant it.`,
  },
})
