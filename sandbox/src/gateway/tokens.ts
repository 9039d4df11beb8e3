import type { Authorization } from '../superapp/auth-codes.js'
import { newToken } from '../state/random-ids.js'
import type { Settings } from '../state/settings.js'
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

const isHeldBy = (token: IssuedToken, { clientId, appId }: TokenHolder): boolean =>
  token.clientId === clientId && (appId === undefined || token.appId === appId)

export class Tokens {
  private readonly byAccessToken = new Map<string, IssuedToken>()
  private readonly byRefreshToken = new Map<string, IssuedToken>()
  private readonly byAuthCode = new Map<string, IssuedToken>()

  issue(
    clientId: string,
    authorization: Authorization,
    now: number,
    lifetimes: Lifetimes,
    authCode?: string,
  ): IssuedToken {
    const token = this.keep({
      ...authorization,
      clientId,
      accessToken: newToken(),
      accessTokenExpiresAt: now + lifetimes.accessTokenLifetimeMs,
      refreshToken: newToken(),
      refreshTokenExpiresAt: now + lifetimes.refreshTokenLifetimeMs,
      status: 'LIVE',
      outlives: false,
    })
    if (authCode !== undefined) this.byAuthCode.set(authCode, token)
    return token
  }

  /** What the code was exchanged for. */
  ofCode(authCode: string): IssuedToken | undefined {
    return this.byAuthCode.get(authCode)
  }

  /** The live token, or why it is none. */
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
    step?: PathStep,
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
      path: step ? [...token.path, step] : token.path,
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
export function revoke(token: IssuedToken): void {
  token.status = 'REVOKED'
}
