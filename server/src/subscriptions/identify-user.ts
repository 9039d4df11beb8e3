import type { KnownApp } from '../apps/apps.js'
import type { AuthorizationRequest } from '../http/schemas/authorizations.js'
import type { UserInfo } from '../platform/user-info.js'
import { sealUserInfo } from '../privacy/user-info-vault.js'
import type { Services } from '../services.js'
import type { StoreParts, SubjectApp } from '../store/store.js'
import { exchangeCode, exchangeForUserInfo, showsNothing } from '../tokens/exchange-code.js'

export interface IdentifiedUser {
  userId: string
  /** With USER_INFO=on only. */
  userInfo?: UserInfo
}

/**
 * Who gave the first code. The USER_INFO token ends here: no use for it is left once the user is known.
 * @throws ApiError INVALID_REQUEST where user information is wanted and the code can't show any; what the exchange throws
 */
export async function identifyUser(
  services: Services,
  app: KnownApp,
  { authCode, scopes }: Pick<AuthorizationRequest, 'authCode' | 'scopes'>,
): Promise<IdentifiedUser> {
  if (!services.userInfo) {
    const { userId } = await exchangeCode<'USER_INFO'>(services, app, authCode)
    return { userId }
  }
  if (scopes.every((scope) => scope === 'auth_base')) throw showsNothing()
  const { grant, userInfo } = await exchangeForUserInfo(services, app, authCode)
  if (!grant) throw new Error('the client lets no answer to a code through without a grant')
  return { userId: grant.userId, userInfo }
}

/** In the transaction that records the authorization. */
export async function keepUserInfo(
  { cipher, clock }: Pick<Services, 'cipher' | 'clock'>,
  tx: StoreParts,
  owner: SubjectApp,
  { userInfo }: IdentifiedUser,
): Promise<void> {
  if (!userInfo) return
  await tx.userInfos.put({
    ...owner,
    info: sealUserInfo(cipher, owner, userInfo),
    receivedAt: clock.now(),
  })
}

/** To the merchant's own hook, which nobody waits for, and whose failure is only logged. */
export function tellUserInfo(
  services: Pick<Services, 'userInfo' | 'background' | 'log'>,
  { appId, customerBelongsTo }: SubjectApp,
  { userId, userInfo }: IdentifiedUser,
): void {
  const hook = services.userInfo?.onUserInfo
  if (!hook || !userInfo) return
  const told = Promise.resolve()
    .then(() => hook({ appId, customerBelongsTo, userId }, userInfo))
    .catch((error: unknown) => {
      services.log('error', 'user-info-hook-failed', { appId, error })
    })
  services.background.add(told)
}
