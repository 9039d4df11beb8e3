import { createHash } from 'node:crypto'
import { ApiError } from '../api-error.js'
import type { KnownApp } from '../apps/apps.js'
import { applyToken, type TokenGrant } from '../platform/apply-token.js'
import type { Rejected, Unknown } from '../platform/outcome.js'
import type { Services } from '../services.js'

/** What stands in the ledger of used codes instead of the code. */
export const authCodeHash = (appId: string, authCode: string): string =>
  createHash('sha256').update(`${appId}\n${authCode}`).digest('hex')

/**
 * Swaps a code for tokens. Exactly one call to the platform for each code, however often and wherever it is
 * posted: after an unknown answer it may be burnt, so only a new code helps.
 * @throws ApiError AUTH_CODE_SPENT, AUTH_CODE_EXPIRED, AUTH_CODE_INVALID, PLATFORM_UNAVAILABLE
 */
export async function exchangeCode<Purpose extends 'USER_INFO' | 'MESSAGE'>(
  { store, platform, clock, log }: Pick<Services, 'store' | 'platform' | 'clock' | 'log'>,
  { site }: KnownApp,
  authCode: string,
): Promise<TokenGrant<Purpose>> {
  if (!(await store.authCodes.claim(authCodeHash(site.appId, authCode), clock.now()))) {
    throw new ApiError('AUTH_CODE_SPENT', 'this auth code was used before: a code works once, get a new one')
  }
  const outcome = await applyToken<Purpose>(platform, site, { grantType: 'AUTHORIZATION_CODE', authCode })
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
    default:
      // The public learns nothing of keys and settings: what is wrong stands in the log.
      return new ApiError(
        'PLATFORM_UNAVAILABLE',
        "the platform can't be asked at the moment: try again later",
      )
  }
}
