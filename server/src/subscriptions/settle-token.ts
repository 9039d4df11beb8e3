import type { AccessToken, TokenGrant } from '../platform/apply-token.js'
import type { StoreParts, SubjectApp } from '../store/store.js'
import type { TokenCipher } from '../tokens/token-cipher.js'
import { openAccessToken, sealGrant } from '../tokens/token-vault.js'

/**
 * Keeps a sending token only while the user agrees to something: a new grant replaces the old token, and with
 * the last consent gone none is kept. Returns the tokens to revoke once the transaction stands.
 */
export async function settleToken(
  tx: StoreParts,
  cipher: TokenCipher,
  owner: SubjectApp,
  now: number,
  grant?: TokenGrant<'MESSAGE'>,
): Promise<AccessToken<'MESSAGE'>[]> {
  const subscriptions = await tx.subscriptions.ofOwner(owner)
  if (subscriptions.some(({ type }) => type === 'AGREE')) {
    if (grant) {
      await tx.tokens.put(owner, sealGrant(cipher, owner, grant))
      await tx.messages.makeDue(owner, now)
    }
    return []
  }
  const kept = await tx.tokens.find(owner)
  if (kept) await tx.tokens.delete(owner)
  return [...(kept ? [openAccessToken(cipher, owner, kept)] : []), ...(grant ? [grant.accessToken] : [])]
}
