import type { PageAnswer } from '../state/auto-answer.js'
import type { Settings } from '../state/settings.js'
import type { Site } from '../state/sites.js'

/** What `success` of my.getAuthCode receives. */
export interface AuthCodeSuccess {
  authCode: string
  authSuccessScopes: readonly string[]
  /** Scope by code. The Alipay+ sample leaves it out where nothing was refused. */
  authErrorScopes?: Record<string, string>
}

/** What `fail` of a JSAPI receives. Alipay+ documents `authErrorScopes` alone for my.getAuthCode. */
export interface JsapiFailure {
  error?: number
  errorMessage?: string
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

type Family = 'ALIPAY_CN' | 'ALIPAY_PLUS' | 'ALIPAY_PLUS_SCOPES_ONLY'

/** Whose shapes the JSAPIs of this super app have. */
export const familyOf = (site: Site, { jsapiFailureFamily }: Settings): Family => {
  if (jsapiFailureFamily !== 'by-site') return jsapiFailureFamily
  return site === 'ALIPAY_CN' ? 'ALIPAY_CN' : 'ALIPAY_PLUS'
}

/** A code for the scopes that were granted, beside those that were not. */
export function grantedCode(
  authCode: string,
  { site, scopes }: { site: Site; scopes: readonly string[] },
  refused: readonly string[],
  settings: Settings,
): { success: AuthCodeSuccess } {
  const authErrorScopes = scopeErrors(refused, settings)
  const isNamed = refused.length > 0 || familyOf(site, settings) === 'ALIPAY_CN'
  return { success: { authCode, authSuccessScopes: scopes, ...(isNamed && { authErrorScopes }) } }
}

/** The user's no, in the shape of the super app's family. */
export function refusedByUser(
  answer: Exclude<PageAnswer, 'allow'>,
  { site, scopes }: { site: Site; scopes: readonly string[] },
  settings: Settings,
): { fail: JsapiFailure } {
  const fail = closed[answer]
  const family = familyOf(site, settings)
  if (family === 'ALIPAY_CN') return { fail }
  const authErrorScopes = scopeErrors(scopes, settings)
  return { fail: { ...(family === 'ALIPAY_PLUS' && fail), authErrorScopes } }
}

const scopeErrors = (scopes: readonly string[], { refusedScopeCode }: Settings): Record<string, string> =>
  Object.fromEntries(scopes.map((scope) => [scope, refusedScopeCode]))

export const noResult = (errorMessage: string): { fail: JsapiFailure } => ({
  fail: { error: NO_RESULT, errorMessage },
})

export const noPermission = (api: string): { fail: JsapiFailure } => ({
  fail: {
    error: NO_PERMISSION,
    errorMessage: `No permission to call my.${api}: the solution architect has to grant it.`,
  },
})
