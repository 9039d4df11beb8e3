import type { UserInfo } from '../platform/user-info.js'
import type { SubjectApp } from '../store/store.js'
import type { StoredUserInfo } from '../store/user-info-store.js'
import type { TokenCipher } from '../tokens/token-cipher.js'

/** Told what a user let the merchant see, each time they authorize. */
export type OnUserInfo = (
  user: { appId: string; customerBelongsTo: string; userId: string },
  userInfo: UserInfo,
) => void | Promise<void>

/** User information as it goes into the store. */
export const sealUserInfo = (cipher: TokenCipher, owner: SubjectApp, userInfo: UserInfo): string =>
  cipher.encrypt(JSON.stringify(userInfo), contextOf(owner))

export const openUserInfo = (cipher: TokenCipher, stored: StoredUserInfo): UserInfo =>
  JSON.parse(cipher.decrypt(stored.info, contextOf(stored))) as UserInfo

const contextOf = ({ subject, appId, customerBelongsTo }: SubjectApp) =>
  ['user-info', subject, appId, customerBelongsTo].join('\n')
