import type { PageAnswer } from '../state/auto-answer.js'
import type { Clock } from '../state/clock.js'
import { isSilent, scopesOf, type Site } from '../state/sites.js'
import type { State } from '../state/state.js'
import type { Authorization } from './auth-codes.js'
import { pathStep } from './path-step.js'
import type { Settings } from '../state/settings.js'
import type { JsapiFault } from '../faults/faults.js'

interface AuthCodeRequest {
  userId: string
  appId: string
  scopes: readonly string[]
}

/** How an authorization page ended. */
interface PageChoice {
  answer: PageAnswer
  /** With `allow`: the scopes on the page that the user did not let through. @default none */
  refused?: readonly string[] | undefined
}

/** The user has to be asked on the authorization page first. */
export interface PageNeeded {
  page: { pageId: string; scopes: readonly string[] }
}

/**
 * `my.getAuthCode`: a code at once where nobody has to be asked (auth_base, scopes allowed before, an
 * auto-answer), a failure where the request is wrong, otherwise an authorization page.
 */
export function getAuthCode(
  state: State,
  clock: Clock,
  request: AuthCodeRequest,
): AuthCodeAnswer | PageNeeded {
  const fault = jsapiFault(state, 'my.getAuthCode')
  if (fault) return { fail: fault }
  const asked = readRequest(state, request)
  if ('fail' in asked) return asked
  const { userId, appId, scopes } = asked
  const authorization = { ...asked, path: [pathStep('ask', clock.real(), { detail: scopes.join(' ') })] }
  const toAsk = scopes.filter((scope) => !isKnown(state, asked, scope))
  if (toAsk.length === 0) {
    const remembered = scopes.filter((scope) => !isSilent(scope))
    const path = [...state.grants.pathOf(userId, appId, remembered), ...authorization.path]
    return issue(state, clock, { ...authorization, path })
  }
  const shown = withStep(authorization, 'page', clock)
  const automatic = state.autoAnswer.authorization
  if (automatic === null || automatic === 'never') {
    return { page: { pageId: state.layers.showPage(shown), scopes: toAsk } }
  }
  const { refusedScopes } = state.autoAnswer
  return answered(state, clock, shown, { answer: automatic, refused: refusedScopes }, 'auto-answer')
}

/** What the user chose on an authorization page. The page is gone afterwards. */
export function answerAuthorizationPage(
  state: State,
  clock: Clock,
  pageId: string,
  choice: PageChoice,
): AuthCodeAnswer {
  const authorization = state.layers.closePage(pageId)
  if (!authorization) return noResult('This authorization page is no longer open: call my.getAuthCode again.')
  return answered(state, clock, authorization, choice)
}

/** Who asks for what, or why that cannot be asked. */
function readRequest(
  state: State,
  { userId, appId, scopes }: AuthCodeRequest,
): Omit<Authorization, 'path'> | ReturnType<typeof noResult> {
  const miniProgram = state.miniPrograms.get(appId)
  if (!miniProgram) return noResult(`There is no mini program ${appId} in this sandbox.`)
  if (!miniProgram.switches.jsapiPermission) return noPermission('getAuthCode')
  const user = state.users.get(userId)
  if (!user) return noResult(`There is no user ${userId} in this sandbox.`)
  const { site } = user
  if (!miniProgram.sites.has(site)) return noResult(`Mini program ${appId} is not released to ${site}.`)
  const known = scopesOf(site)
  const unknown = scopes.find((scope) => !known.includes(scope))
  if (unknown !== undefined) return noResult(`${site} has no scope ${unknown}; it has ${known.join(', ')}.`)
  return { userId, appId, site, scopes: scopes.length > 0 ? [...scopes] : ['auth_base'] }
}

/** Asked nobody: auth_base, and what the user allowed before. */
const isKnown = (
  { settings, grants }: State,
  { userId, appId }: Pick<Authorization, 'userId' | 'appId'>,
  scope: string,
): boolean => isSilent(scope) || (settings.rememberGrants && grants.covers(userId, appId, [scope]))

/** An `allow` with nothing ticked is a no. */
const closedWithout = (answer: PageAnswer): Exclude<PageAnswer, 'allow'> =>
  answer === 'allow' ? 'refuse' : answer

function answered(
  state: State,
  clock: Clock,
  authorization: Authorization,
  { answer, refused = [] }: PageChoice,
  detail?: string,
): AuthCodeAnswer {
  const { userId, appId, scopes } = authorization
  const asked = scopes.filter((scope) => !isKnown(state, authorization, scope))
  const isGranted = (scope: string): boolean => !asked.includes(scope) || !refused.includes(scope)
  const ending = asked.some(isGranted) ? answer : closedWithout(answer)
  if (ending !== 'allow') return refusedByUser(ending, { ...authorization, scopes: asked }, state.settings)
  const granted = withStep({ ...authorization, scopes: scopes.filter(isGranted) }, 'tap', clock, detail)
  state.grants.remember(userId, appId, granted.scopes, granted.path)
  return issue(
    state,
    clock,
    granted,
    scopes.filter((scope) => !isGranted(scope)),
  )
}

function issue(
  state: State,
  clock: Clock,
  authorization: Authorization,
  refused: readonly string[] = [],
): AuthCodeAnswer {
  const expiresAt = clock.now() + state.settings.authCodeLifetimeMs
  const authCode = state.authCodes.issue(withStep(authorization, 'code', clock), expiresAt)
  return grantedCode(authCode, authorization, refused, state.settings)
}

const withStep = (
  authorization: Authorization,
  step: 'page' | 'tap' | 'code',
  clock: Clock,
  detail?: string,
): Authorization => ({
  ...authorization,
  path: [...authorization.path, pathStep(step, clock.real(), detail === undefined ? {} : { detail })],
})

/** What `success` of my.getAuthCode receives. */
interface AuthCodeSuccess {
  authCode: string
  authSuccessScopes: readonly string[]
  /** Scope by code. The Alipay+ sample leaves it out where nothing was refused. */
  authErrorScopes?: Record<string, string>
}

/** What `fail` of a JSAPI receives. Alipay+ documents `authErrorScopes` alone for my.getAuthCode. */
interface JsapiFailure {
  error?: number
  errorMessage?: string
  authErrorScopes?: Record<string, string>
}

export type AuthCodeAnswer = { success: AuthCodeSuccess } | { fail: JsapiFailure }

/** Alipay China: the user refused or cancelled. */
const USER_REFUSED = 11
/** Alipay China: no result, e.g. a scope that does not exist, or the back key closed the page. */
const NO_RESULT = 3
/** No permission to call the JSAPI (an older Alipay China document). */
const NO_PERMISSION = 4

const closed: Record<Exclude<PageAnswer, 'allow'>, { error: number; errorMessage: string }> = {
  refuse: { error: USER_REFUSED, errorMessage: 'The user refused the authorization.' },
  cancel: { error: USER_REFUSED, errorMessage: 'The user cancelled the authorization.' },
  mask: { error: USER_REFUSED, errorMessage: 'The user tapped beside the authorization page.' },
  back: { error: NO_RESULT, errorMessage: 'The back key closed the authorization page.' },
}

type Family = 'ALIPAY_CN' | 'ALIPAY_PLUS' | 'ALIPAY_PLUS_SCOPES_ONLY'

/** Whose shapes the JSAPIs of this super app have. */
const familyOf = (site: Site, { jsapiFailureFamily }: Settings): Family => {
  if (jsapiFailureFamily !== 'by-site') return jsapiFailureFamily
  return site === 'ALIPAY_CN' ? 'ALIPAY_CN' : 'ALIPAY_PLUS'
}

/** A code for the scopes that were granted, beside those that were not. */
function grantedCode(
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
function refusedByUser(
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

const noPermission = (api: string): { fail: JsapiFailure } => ({
  fail: {
    error: NO_PERMISSION,
    errorMessage: `No permission to call my.${api}: the solution architect has to grant it.`,
  },
})

/** The failure that a `jsapi-error` fault set for this JSAPI, if one strikes now. */
export function jsapiFault(
  { faults }: State,
  jsapi: JsapiFault,
): { error: number; errorMessage: string } | undefined {
  const [fault] = faults.strikeJsapi(jsapi)
  if (!fault) return undefined
  const error = fault.error ?? 10
  return { error, errorMessage: `Error ${error}, by a fault of the sandbox.` }
}

export type SiteInfoAnswer = { success: Record<string, string> } | { fail: JsapiFailure }

/** `my.getSiteInfo`: the super app's own name, which a merchant sends on as customerBelongsTo. */
export function getSiteInfo(
  state: State,
  { userId, appId }: { userId: string; appId: string },
): SiteInfoAnswer {
  const fault = jsapiFault(state, 'my.getSiteInfo')
  if (fault) return { fail: fault }
  const { miniPrograms, users, settings } = state
  const miniProgram = miniPrograms.get(appId)
  if (!miniProgram) return noResult(`There is no mini program ${appId} in this sandbox.`)
  if (!miniProgram.switches.jsapiPermission) return noPermission('getSiteInfo')
  const user = users.get(userId)
  if (!user) return noResult(`There is no user ${userId} in this sandbox.`)
  return { success: { [settings.siteInfoField]: user.site } }
}
