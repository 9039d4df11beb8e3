import { createHash } from 'node:crypto'
import type { KnownApp } from '../apps.js'
import type { Clock, EventLog } from '../runtime.js'
import { ApiError } from '../contract/errors.js'
import type { PlatformClient } from '../platform/client.js'
import type { Outcome, Sent } from '../platform/outcomes.js'
import {
  applyToken,
  applyTokenAndInquiryUserInfo,
  revokeToken,
  type AccessToken,
  type AppSite,
  type TokenGrant,
  type UserInfoAnswer,
} from '../platform/endpoints.js'
import type { Store } from '../store/store.js'

/** What stands in the ledger of used codes instead of the code. */
export const authCodeHash = (appId: string, authCode: string): string =>
  createHash('sha256').update(`${appId}\n${authCode}`).digest('hex')

interface Exchanging {
  store: Store
  platform: PlatformClient
  clock: Clock
  log: EventLog
}

/** Swaps a code for tokens. @throws what exchangeOnce throws */
export const exchangeCode = <Purpose extends 'USER_INFO' | 'MESSAGE'>(
  services: Exchanging,
  app: KnownApp,
  authCode: string,
): Promise<TokenGrant<Purpose>> =>
  exchangeOnce(services, app, authCode, () =>
    applyToken<Purpose>(services.platform, app.site, { grantType: 'AUTHORIZATION_CODE', authCode }),
  )

/** Swaps a code for tokens and what the user lets the merchant see, in one call. @throws what exchangeOnce throws */
export const exchangeForUserInfo = (
  services: Exchanging,
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
  { store, clock, log }: Exchanging,
  { site }: KnownApp,
  authCode: string,
  exchange: () => Promise<Outcome<T>>,
): Promise<T> {
  const codeHash = authCodeHash(site.appId, authCode)
  // Before the call: a process that dies in it must not leave a code that is swapped twice.
  if (!(await store.authCodes.claim(codeHash, clock.now()))) {
    throw new ApiError('AUTH_CODE_SPENT', 'this auth code was used before: a code works once, get a new one')
  }
  const outcome = await exchange()
  if (outcome.outcome === 'SENT') return outcome.data
  if (outcome.outcome === 'REJECTED') await store.authCodes.refuse(codeHash, clock.now())

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

/**
 * Counts the codes of an address that the platform refuses, so that somebody who makes codes up has used up his own
 * budget before that of the app. Those under way are counted until they turn out good.
 * @throws ApiError RATE_LIMITED
 */
export async function countRefused<T>(
  { refusedCodes, clock }: { refusedCodes: CallBudget; clock: Clock },
  address: string,
  exchange: () => Promise<T>,
): Promise<T> {
  refusedCodes.take(address, clock.monotonic(), 'too many auth codes of this address were refused')
  let isRefused = false
  try {
    return await exchange()
  } catch (error) {
    isRefused = error instanceof ApiError && error.status === 410
    throw error
  } finally {
    if (!isRefused) refusedCodes.giveBack(address, clock.monotonic())
  }
}

function refusalOf(outcome: Exclude<Outcome<unknown>, Sent<unknown>>): ApiError {
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
    'scopes: auth_base gives no user information; let my.getAuthCode ask for auth_user',
  )

/**
 * Ends a token that nobody needs any more. Whether AIMPDP has the interface is not documented, so the token
 * is gone here first, and a failure is only logged.
 */
export async function revokeQuietly(
  { platform, log }: { platform: PlatformClient; log: EventLog },
  site: AppSite,
  accessToken: AccessToken<'USER_INFO' | 'MESSAGE'>,
): Promise<void> {
  const outcome = await revokeToken(platform, site, accessToken)
  if (outcome.outcome === 'SENT') return
  const { code, message: detail } = outcome
  log('warn', 'token-not-revoked', { appId: site.appId, ...(code !== undefined && { code }), detail })
}

const minuteMs = 60_000

/**
 * So many calls a minute for each key (an app, an address), evenly refilled; a quiet minute may be spent at once. Kept in
 * memory by each process for itself; times are monotonic.
 */
export class CallBudget {
  readonly #perMinute: number
  /** In the order in which they were last taken from. */
  readonly #left = new Map<string, { calls: number; at: number }>()

  constructor(perMinute: number) {
    this.#perMinute = perMinute
  }

  /** Takes one call; `why` is said where none is left. @throws ApiError RATE_LIMITED */
  take(key: string, now: number, why: string): void {
    this.#forgetFull(now)
    const filled = this.#filled(key, now)
    const isAllowed = filled >= 1
    this.#put(key, isAllowed ? filled - 1 : filled, now)
    if (isAllowed) return
    const retryAfter = Math.ceil(((1 - filled) * minuteMs) / this.#perMinute / 1_000)
    throw new ApiError('RATE_LIMITED', `${why}; try again in ${retryAfter} s`, { retryAfter })
  }

  /** Undoes one `take`. */
  giveBack(key: string, now: number): void {
    this.#put(key, this.#filled(key, now) + 1, now)
  }

  #filled(key: string, now: number): number {
    const { calls, at } = this.#left.get(key) ?? { calls: this.#perMinute, at: now }
    return Math.min(this.#perMinute, calls + (Math.max(0, now - at) * this.#perMinute) / minuteMs)
  }

  #put(key: string, calls: number, now: number): void {
    this.#left.delete(key)
    this.#left.set(key, { calls: Math.min(this.#perMinute, calls), at: now })
  }

  /** After a minute every budget is full again, as one that was never used: strangers must not fill the memory. */
  #forgetFull(now: number): void {
    for (const [key, { at }] of this.#left) {
      if (Math.abs(now - at) < minuteMs) return
      this.#left.delete(key)
    }
  }
}
