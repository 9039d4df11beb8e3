import type { PageAnswer } from '../state/auto-answer.js'
import type { Clock } from '../state/clock.js'
import { isSilent, scopesOf } from '../state/sites.js'
import type { State } from '../state/state.js'
import { noPermission, noResult, refusedByUser, type AuthCodeAnswer } from './auth-code-answer.js'
import type { Authorization } from './auth-codes.js'
import { pathStep } from './path-step.js'

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
  request: AuthCodeRequest,
): AuthCodeAnswer | PageNeeded {
  const asked = readRequest(state, request)
  if ('fail' in asked) return asked
  const { userId, appId, scopes } = asked
  const authorization = { ...asked, path: [pathStep('ask', clock.real(), { detail: scopes.join(' ') })] }
  const toAsk = scopes.filter((scope) => !isSilent(scope))
  const isAllowed =
    toAsk.length === 0 || (state.settings.rememberGrants && state.grants.covers(userId, appId, toAsk))
  if (isAllowed) {
    const path = [...state.grants.pathOf(userId, appId, toAsk), ...authorization.path]
    return issue(state, clock, { ...authorization, path })
  }
  const shown = withStep(authorization, 'page', clock)
  const automatic = state.autoAnswer.authorization
  if (automatic === null || automatic === 'never') {
    return { page: { pageId: state.layers.showPage(shown), scopes: toAsk } }
  }
  return answered(state, clock, shown, automatic, '(auto-answer)')
}

/** What the user chose on an authorization page. The page is gone afterwards. */
export function answerAuthorizationPage(
  state: State,
  clock: Clock,
  pageId: string,
  answer: PageAnswer,
): AuthCodeAnswer {
  const authorization = state.layers.closePage(pageId)
  if (!authorization) return noResult('This authorization page is no longer open: call my.getAuthCode again.')
  return answered(state, clock, authorization, answer)
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

function answered(
  state: State,
  clock: Clock,
  authorization: Authorization,
  answer: PageAnswer,
  detail?: string,
): AuthCodeAnswer {
  const { userId, appId, scopes } = authorization
  if (answer !== 'allow') return refusedByUser(answer, scopes, state.settings.jsapiFailureFamily)
  const allowed = withStep(authorization, 'tap', clock, detail)
  state.grants.remember(userId, appId, scopes, allowed.path)
  return issue(state, clock, allowed)
}

function issue(state: State, clock: Clock, authorization: Authorization): AuthCodeAnswer {
  const expiresAt = clock.now() + state.settings.authCodeLifetimeMs
  const authCode = state.authCodes.issue(withStep(authorization, 'code', clock), expiresAt)
  return { success: { authCode, authSuccessScopes: authorization.scopes, authErrorScopes: {} } }
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
