import type { AccessToken, TokenGrant } from '../platform/apply-token.js'
import type { StoredToken, SubjectApp } from '../store/store.js'
import type { TokenCipher } from './token-cipher.js'

/** The sending token as it goes into the store. */
export const sealGrant = (
  cipher: TokenCipher,
  owner: SubjectApp,
  grant: TokenGrant<'MESSAGE'>,
): StoredToken => ({
  accessToken: cipher.encrypt(grant.accessToken, contextOf(owner, 'access')),
  accessTokenExpiresAt: grant.accessTokenExpiresAt,
  refreshToken: cipher.encrypt(grant.refreshToken, contextOf(owner, 'refresh')),
  refreshTokenExpiresAt: grant.refreshTokenExpiresAt,
})

export const openAccessToken = (
  cipher: TokenCipher,
  owner: SubjectApp,
  token: StoredToken,
): AccessToken<'MESSAGE'> =>
  cipher.decrypt(token.accessToken, contextOf(owner, 'access')) as AccessToken<'MESSAGE'>

export const openRefreshToken = (cipher: TokenCipher, owner: SubjectApp, token: StoredToken): string =>
  cipher.decrypt(token.refreshToken, contextOf(owner, 'refresh'))

const contextOf = ({ subject, appId, customerBelongsTo }: SubjectApp, which: 'access' | 'refresh') =>
  [which, subject, appId, customerBelongsTo].join('\n')
