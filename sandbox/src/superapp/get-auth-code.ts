import type { Clock } from '../state/clock.js'
import { isSilent, scopesOf, type Site } from '../state/sites.js'
import type { State } from '../state/state.js'
import { noResult, refusedByUser, type AuthCodeAnswer } from './auth-code-answer.js'
import type { Authorization } from './auth-codes.js'

export interface AuthCodeRequest {
  userId: string
  appId: string
  scopes: readonly string[]
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
  { userId, appId, scopes }: AuthCodeRequest,
): AuthCodeAnswer | PageNeeded {
  const site = siteOf(state, appId)
  if (site === undefined) return noResult(`There is no mini program ${appId} in this sandbox.`)
  if (!state.users.has(userId)) return noResult(`There is no user ${userId} in this sandbox.`)
  const known = scopesOf(site)
  const unknown = scopes.find((scope) => !known.includes(scope))
  if (unknown !== undefined) return noResult(`${site} has no scope ${unknown}; it has ${known.join(', ')}.`)

  const authorization = { userId, appId, site, scopes: scopes.length > 0 ? [...scopes] : ['auth_base'] }
  const toAsk = authorization.scopes.filter((scope) => !isSilent(scope))
  const isAllowed =
    toAsk.length === 0 || (state.settings.rememberGrants && state.grants.covers(userId, appId, toAsk))
  if (isAllowed) return issue(state, clock, authorization)
  const automatic = state.autoAnswer.authorization
  if (automatic !== null) return answered(state, clock, authorization, automatic)
  return { page: { pageId: state.authorizationPages.show(authorization), scopes: toAsk } }
}

/** What the user chose on an authorization page. The page is gone afterwards. */
export function answerAuthorizationPage(
  state: State,
  clock: Clock,
  pageId: string,
  answer: 'allow' | 'refuse',
): AuthCodeAnswer {
  const authorization = state.authorizationPages.close(pageId)
  if (!authorization) return noResult('This authorization page is no longer open: call my.getAuthCode again.')
  return answered(state, clock, authorization, answer)
}

/** The super app that this sandbox plays for the mini program: the first it is released to. */
export function siteOf(state: State, appId: string): Site | undefined {
  return state.miniPrograms.get(appId)?.sites.keys().next().value
}

function answered(
  state: State,
  clock: Clock,
  authorization: Authorization,
  answer: 'allow' | 'refuse',
): AuthCodeAnswer {
  const { userId, appId, scopes } = authorization
  if (answer === 'refuse') return refusedByUser(scopes, state.settings.jsapiFailureFamily)
  state.grants.remember(userId, appId, scopes)
  return issue(state, clock, authorization)
}

function issue(state: State, clock: Clock, authorization: Authorization): AuthCodeAnswer {
  const expiresAt = clock.now() + state.settings.authCodeLifetimeMs
  const authCode = state.authCodes.issue(authorization, expiresAt)
  return { success: { authCode, authSuccessScopes: authorization.scopes, authErrorScopes: {} } }
}
