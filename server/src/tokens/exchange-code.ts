import { createHash } from 'node:crypto'
import { ApiError } from '../api-error.js'
import type { KnownApp } from '../apps/apps.js'
import { applyToken, type TokenGrant } from '../platform/apply-token.js'
import { applyTokenAndInquiryUserInfo, type UserInfoAnswer } from '../platform/inquiry-user-info.js'
import type { Outcome, Rejected, Unknown } from '../platform/outcome.js'
import type { Services } from '../services.js'

/** What stands in the ledger of used codes instead of the code. */
export const authCodeHash = (appId: string, authCode: string): string =>
  createHash('sha256').update(`${appId}\n${authCode}`).digest('hex')

type Needed = Pick<Services, 'store' | 'platform' | 'clock' | 'log'>

/** Swaps a code for tokens. @throws what exchangeOnce throws */
export const exchangeCode = <Purpose extends 'USER_INFO' | 'MESSAGE'>(
  services: Needed,
  app: KnownApp,
  authCode: string,
): Promise<TokenGrant<Purpose>> =>
  exchangeOnce(services, app, authCode, () =>
    applyToken<Purpose>(services.platform, app.site, { grantType: 'AUTHORIZATION_CODE', authCode }),
  )

/** Swaps a code for tokens and what the user lets the merchant see, in one call. @throws what exchangeOnce throws */
export const exchangeForUserInfo = (
  services: Needed,
  app: KnownApp,
  authCode: string,
): Promise<UserInfoAnswer> =>
  exchangeOnce(services, app, authCode, () =>
    applyTokenAndInquiryUserInfo(services.platform, app.site, { grantType: 'AUTHORIZATION_CODE', authCode }),
  )

/**
 * Exactly one call to the platform for each code, however often and wherever it is posted: after an unknown
 * answer it may be burnt, so only a new code helps.
 * @throws ApiError AUTH_CODE_SPENT, AUTH_CODE_EXPIRED, AUTH_CODE_INVALID, INVALID_REQUEST, PLATFORM_UNAVAILABLE
 */
async function exchangeOnce<T>(
  { store, clock, log }: Needed,
  { site }: KnownApp,
  authCode: string,
  exchange: () => Promise<Outcome<T>>,
): Promise<T> {
  if (!(await store.authCodes.claim(authCodeHash(site.appId, authCode), clock.now()))) {
    throw new ApiError('AUTH_CODE_SPENT', 'this auth code was used before: a code works once, get a new one')
  }
  const outcome = await exchange()
  if (outcome.outcome === 'SENT') return outcome.data

  const { code, message: detail, remedy } = outcome
  log('warn', 'auth-code-not-exchanged', {
    appId: site.appId,
    outcome: outcome.outcome,
    ...(code !== undefined && { code }),
    detail,
    remedy,
  })
  throw refusalOf(outcome)
}

function refusalOf(outcome: Rejected | Unknown): ApiError {
  switch (outcome.effect) {
    case 'AUTH_CODE_SPENT':
    case 'AUTH_CODE_EXPIRED':
    case 'AUTH_CODE_INVALID':
      return new ApiError(
        outcome.effect,
        `the auth code was not exchanged: the platform says ${outcome.code ?? ''}. ${outcome.remedy}`,
      )
    case 'ACCESS_TOKEN_DEAD':
      // The platform's answer to a code of auth_base where user information is asked for.
      return showsNothing()
    default:
      // The public learns nothing of keys and settings: what is wrong stands in the log.
      return new ApiError(
        'PLATFORM_UNAVAILABLE',
        "the platform can't be asked at the moment: try again later",
      )
  }
}

/** auth_base names the user and shows no more. */
export const showsNothing = (): ApiError =>
  new ApiError(
    'INVALID_REQUEST',
    'scopes: with auth_base nobody lets himself be seen; let my.getAuthCode ask for auth_user',
  )
