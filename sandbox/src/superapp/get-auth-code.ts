import type { PageAnswer } from '../state/auto-answer.js'
import type { Clock } from '../state/clock.js'
import { isSilent, scopesOf } from '../state/sites.js'
import type { State } from '../state/state.js'
import {
  grantedCode,
  noPermission,
  noResult,
  refusedByUser,
  type AuthCodeAnswer,
} from './auth-code-answer.js'
import type { Authorization } from './auth-codes.js'
import { jsapiFault } from './jsapi-fault.js'
import { pathStep } from './path-step.js'

export interface AuthCodeRequest {
  userId: string
  appId: string
  scopes: readonly string[]
}

/** How an authorization page ended. */
export interface PageChoice {
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
