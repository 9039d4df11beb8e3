import type { AccessToken, TokenGrant } from '../platform/apply-token.js'
import type { StoredToken, SubjectApp } from '../store/store.js'
import type { TokenCipher } from './token-cipher.js'

/** The sending token as it goes into the store. */
export const sealGrant = (
  cipher: TokenCipher,
  owner: SubjectApp,
  grant: TokenGrant<'MESSAGE'>,
): StoredToken => ({
  ...sealTokens(cipher, owner, grant),
  accessTokenExpiresAt: grant.accessTokenExpiresAt,
  refreshTokenExpiresAt: grant.refreshTokenExpiresAt,
})

/** Both texts, encrypted with the current key. */
export const sealTokens = (
  cipher: TokenCipher,
  owner: SubjectApp,
  { accessToken, refreshToken }: { accessToken: string; refreshToken: string },
): Pick<StoredToken, 'accessToken' | 'refreshToken'> => ({
  accessToken: cipher.encrypt(accessToken, contextOf(owner, 'access')),
  refreshToken: cipher.encrypt(refreshToken, contextOf(owner, 'refresh')),
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
