import type { Authorization } from '../superapp/auth-codes.js'
import { newToken } from './random-ids.js'
import type { Settings } from './settings.js'
import type { PathStep } from '../superapp/path-step.js'

/** An access token with its refresh token: one authorization, held by one merchant. */
export interface IssuedToken extends Authorization {
  clientId: string
  accessToken: string
  accessTokenExpiresAt: number
  refreshToken: string
  refreshTokenExpiresAt: number
  /** REFRESHED: a newer one took its place. The refresh token is then used up. */
  status: 'LIVE' | 'REFRESHED' | 'REVOKED'
  /** Step 2.1 of Message sending: of the user's first auth code, or used to read user information. */
  isForUserInfo: boolean
  /** Whether the access token outlives the refresh. */
  outlives: boolean
}

export type Lifetimes = Pick<
  Settings,
  'accessTokenLifetimeMs' | 'refreshTokenLifetimeMs' | 'refreshProlongs' | 'refreshEndsAccessToken'
>

/**
 * Who asks: a token answers only to the merchant and the mini program it was issued to. The one endpoint
 * that names no mini program leaves `appId` out.
 */
export interface TokenHolder {
  clientId: string
  appId?: string
}

type AccessRefusal = 'INVALID_ACCESS_TOKEN' | 'EXPIRED_ACCESS_TOKEN'
type RefreshRefusal = 'INVALID_REFRESH_TOKEN' | 'USED_REFRESH_TOKEN' | 'EXPIRED_REFRESH_TOKEN'

const keyOf = ({ userId, appId }: Pick<Authorization, 'userId' | 'appId'>): string =>
  JSON.stringify([userId, appId])

const isHeldBy = (token: IssuedToken, { clientId, appId }: TokenHolder): boolean =>
  token.clientId === clientId && (appId === undefined || token.appId === appId)

export class Tokens {
  private readonly byAccessToken = new Map<string, IssuedToken>()
  private readonly byRefreshToken = new Map<string, IssuedToken>()
  private readonly byAuthCode = new Map<string, IssuedToken>()
  /** How the newest token of step 2.1 came about, by user and mini program. */
  private readonly logins = new Map<string, readonly PathStep[]>()

  issue(
    clientId: string,
    authorization: Authorization,
    now: number,
    lifetimes: Lifetimes,
    authCode?: string,
  ): IssuedToken {
    const login = keyOf(authorization)
    const isForUserInfo = !this.logins.has(login)
    if (isForUserInfo) this.logins.set(login, authorization.path)
    const token = this.keep({
      ...authorization,
      clientId,
      accessToken: newToken(),
      accessTokenExpiresAt: now + lifetimes.accessTokenLifetimeMs,
      refreshToken: newToken(),
      refreshTokenExpiresAt: now + lifetimes.refreshTokenLifetimeMs,
      status: 'LIVE',
      isForUserInfo,
      outlives: false,
    })
    if (authCode !== undefined) this.byAuthCode.set(authCode, token)
    return token
  }

  /** User information was read with the token: from now on it is one of step 2.1. */
  noteUserInfo(token: IssuedToken, steps: readonly PathStep[]): void {
    token.isForUserInfo = true
    // Once shows how it was used; a backend may ask a thousand times.
    if (token.path.some(({ step }) => step === 'userInfoGiven')) return
    token.path = [...token.path, ...steps]
    this.logins.set(keyOf(token), token.path)
  }

  /** How the user's newest token of step 2.1 for this mini program came about. */
  loginPath(holder: Pick<Authorization, 'userId' | 'appId'>): readonly PathStep[] {
    return this.logins.get(keyOf(holder)) ?? []
  }

  /** What the code was exchanged for. */
  ofCode(authCode: string): IssuedToken | undefined {
    return this.byAuthCode.get(authCode)
  }

  /** The token, live or not, whoever holds it. */
  ofAccessToken(accessToken: string): IssuedToken | undefined {
    return this.byAccessToken.get(accessToken)
  }

  /** The live token, or why it is not live. */
  live(accessToken: string, holder: TokenHolder, now: number): IssuedToken | AccessRefusal {
    const token = this.byAccessToken.get(accessToken)
    const isLive = token?.status === 'LIVE' || (token?.status === 'REFRESHED' && token.outlives)
    if (!token || !isLive || !isHeldBy(token, holder)) return 'INVALID_ACCESS_TOKEN'
    return now < token.accessTokenExpiresAt ? token : 'EXPIRED_ACCESS_TOKEN'
  }

  /** Trades a refresh token for a new pair. It works once; what becomes of the old pair is for the settings. */
  refresh(
    refreshToken: string,
    holder: TokenHolder,
    now: number,
    lifetimes: Lifetimes,
    steps: readonly PathStep[] = [],
  ): IssuedToken | RefreshRefusal {
    const token = this.byRefreshToken.get(refreshToken)
    if (!token || !isHeldBy(token, holder) || token.status === 'REVOKED') return 'INVALID_REFRESH_TOKEN'
    if (token.status === 'REFRESHED') return 'USED_REFRESH_TOKEN'
    if (now >= token.refreshTokenExpiresAt) return 'EXPIRED_REFRESH_TOKEN'
    token.status = 'REFRESHED'
    token.outlives = !lifetimes.refreshEndsAccessToken
    return this.keep({
      ...token,
      accessToken: newToken(),
      accessTokenExpiresAt: now + lifetimes.accessTokenLifetimeMs,
      refreshToken: newToken(),
      ...(lifetimes.refreshProlongs && { refreshTokenExpiresAt: now + lifetimes.refreshTokenLifetimeMs }),
      path: [...token.path, ...steps],
      status: 'LIVE',
    })
  }

  private keep(token: IssuedToken): IssuedToken {
    this.byAccessToken.set(token.accessToken, token)
    this.byRefreshToken.set(token.refreshToken, token)
    return token
  }
}

/** Neither the access token nor its refresh token works any more. */
export function revokeToken(token: IssuedToken): void {
  token.status = 'REVOKED'
}
