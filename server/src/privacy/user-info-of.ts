import { ApiError } from '../api-error.js'
import { isoTime } from '../clock.js'
import { subjectOf } from '../consent/subject.js'
import type { UserInfo } from '../platform/user-info.js'
import type { Services } from '../services.js'
import type { StoredUserInfo } from '../store/user-info-store.js'
import type { TokenCipher } from '../tokens/token-cipher.js'
import type { Person } from './erase-user.js'
import { openUserInfo } from './user-info-vault.js'

export interface KeptUserInfo {
  appId: string
  receivedAt: string
  userInfo: UserInfo
}

/** What a user let the merchant see, app by app. @throws ApiError USER_INFO_NOT_FOUND */
export async function userInfoOf(
  services: Pick<Services, 'store' | 'subjectKey' | 'cipher' | 'userInfo'>,
  { customerBelongsTo, userId }: Person,
): Promise<KeptUserInfo[]> {
  const { store, subjectKey, cipher, userInfo } = services
  const kept = userInfo
    ? await store.userInfos.ofSubject(subjectOf(subjectKey, customerBelongsTo, userId))
    : []
  if (kept.length > 0) return kept.map((one) => openKept(cipher, one))
  throw new ApiError(
    'USER_INFO_NOT_FOUND',
    userInfo
      ? 'nothing is kept: this user has not authorized here, or longer than RETENTION_DAYS ago'
      : 'nothing is kept: set USER_INFO=on, and ask for auth_user',
  )
}

export const openKept = (cipher: TokenCipher, stored: StoredUserInfo): KeptUserInfo => ({
  appId: stored.appId,
  receivedAt: isoTime(stored.receivedAt),
  userInfo: openUserInfo(cipher, stored),
})
