import { openUserInfo, sealUserInfo } from '../privacy/user-info-vault.js'
import type { Services } from '../services.js'
import { openAccessToken, openRefreshToken, sealTokens } from './token-vault.js'

type Needed = Pick<Services, 'store' | 'cipher'>

const atOnce = 200

/** Encrypts every stored token and all user information with the current key; afterwards the older keys may be taken away. */
export async function rotateEncryption(services: Needed): Promise<number> {
  return (await rotateTokens(services)) + (await rotateUserInfos(services))
}

async function rotateTokens({ store, cipher }: Needed): Promise<number> {
  let count = 0
  for (;;) {
    const tokens = await store.upkeep.tokensNotUnder(cipher.currentId, atOnce)
    if (tokens.length === 0) return count
    for (const { subject, appId, customerBelongsTo, version, ...token } of tokens) {
      const owner = { subject, appId, customerBelongsTo }
      const stored = { ...token, version }
      const opened = {
        accessToken: openAccessToken(cipher, owner, stored),
        refreshToken: openRefreshToken(cipher, owner, stored),
      }
      // False: refreshed meanwhile, and so under the current key already.
      const isReplaced = await store.tokens.replaceVersion(owner, version, {
        ...sealTokens(cipher, owner, opened),
        accessTokenExpiresAt: token.accessTokenExpiresAt,
        refreshTokenExpiresAt: token.refreshTokenExpiresAt,
      })
      if (isReplaced) count += 1
    }
  }
}

async function rotateUserInfos({ store, cipher }: Needed): Promise<number> {
  let count = 0
  for (;;) {
    const stored = await store.userInfos.notUnder(cipher.currentId, atOnce)
    if (stored.length === 0) return count
    for (const one of stored) {
      const isResealed = await store.userInfos.reseal(
        one,
        sealUserInfo(cipher, one, openUserInfo(cipher, one)),
      )
      if (isResealed) count += 1
    }
  }
}
