import type { KnownApp } from '../apps/apps.js'
import { applyToken, type AccessToken } from '../platform/apply-token.js'
import type { Services } from '../services.js'
import type { SubjectApp, TokenRow } from '../store/store.js'
import { revokeQuietly } from './revoke-quietly.js'
import type { TokenCipher } from './token-cipher.js'
import { openAccessToken, openRefreshToken, sealGrant } from './token-vault.js'

export type SendingToken =
  | { state: 'READY'; accessToken: AccessToken<'MESSAGE'>; version: number }
  /** Only the user can help. */
  | { state: 'NEEDS_AUTHORIZATION' }
  /** Somebody else is refreshing it, or the platform's answer is unknown. */
  | { state: 'LATER'; code: string; detail: string }

type Needed = Pick<Services, 'store' | 'platform' | 'clock' | 'log' | 'cipher'>

/** A token about to expire is refreshed first: it must live until the platform has read it. */
const marginMs = 60_000

/** The token as it can be sent with now; undefined when it has to be refreshed first, or there is none. */
export function livingToken(
  cipher: TokenCipher,
  owner: SubjectApp,
  token: TokenRow | undefined,
  now: number,
): Extract<SendingToken, { state: 'READY' }> | undefined {
  if (!token || token.accessTokenExpiresAt <= now + marginMs) return undefined
  return { state: 'READY', accessToken: openAccessToken(cipher, owner, token), version: token.version }
}

/** The token to send with, refreshed when it has to be; one refresh in flight for a user. */
export async function sendingToken(
  services: Needed,
  app: KnownApp,
  owner: SubjectApp,
  token: TokenRow | undefined,
): Promise<SendingToken> {
  const { store, clock, cipher } = services
  if (!token) return { state: 'NEEDS_AUTHORIZATION' }
  const living = livingToken(cipher, owner, token, clock.now())
  if (living) return living
  if (token.refreshTokenExpiresAt <= clock.now()) {
    await store.tokens.deleteVersion(owner, token.version)
    return { state: 'NEEDS_AUTHORIZATION' }
  }
  const leaseUntil = clock.now() + services.platform.timeoutMs + 5_000
  if (!(await store.tokens.claimRefresh(owner, token.version, clock.now(), leaseUntil))) {
    return { state: 'LATER', code: 'TOKEN_BEING_REFRESHED', detail: 'another message refreshes this token' }
  }
  return refresh(services, app, owner, token)
}

async function refresh(
  services: Needed,
  app: KnownApp,
  owner: SubjectApp,
  token: TokenRow,
): Promise<SendingToken> {
  const { site } = app
  const { store, platform, log, cipher } = services
  const refreshToken = openRefreshToken(cipher, owner, token)
  const outcome = await applyToken<'MESSAGE'>(platform, site, { grantType: 'REFRESH_TOKEN', refreshToken })
  if (outcome.outcome === 'SENT') {
    const sealed = sealGrant(cipher, owner, outcome.data)
    // Withdrawn or authorized anew meanwhile: then that counts, and this token is not kept.
    if (await store.tokens.replaceVersion(owner, token.version, sealed))
      return sendingToken(services, app, owner, await store.tokens.find(owner))
    await revokeQuietly(services, app.site, outcome.data.accessToken)
    return { state: 'LATER', code: 'TOKEN_REPLACED', detail: 'the token changed while it was refreshed' }
  }
  const { code, message: detail, remedy } = outcome
  log('warn', 'token-not-refreshed', {
    appId: site.appId,
    ...(code !== undefined && { code }),
    detail,
    remedy,
  })
  if (outcome.effect === 'REFRESH_TOKEN_DEAD') {
    await store.tokens.deleteVersion(owner, token.version)
    return { state: 'NEEDS_AUTHORIZATION' }
  }
  return { state: 'LATER', code: code ?? 'TOKEN_NOT_REFRESHED', detail }
}
