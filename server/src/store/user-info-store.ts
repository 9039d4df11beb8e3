import type { SubjectApp } from './store.js'

/** What a user let the merchant see, as it rests: an encrypted text that the store can't read. */
export interface StoredUserInfo extends SubjectApp {
  info: string
  /** Milliseconds since 1970. */
  receivedAt: number
}

export interface UserInfoStore {
  /** Replaces what was there. */
  put(userInfo: StoredUserInfo): Promise<void>
  /** In every app; a subject belongs to one site. */
  ofSubject(subject: string): Promise<StoredUserInfo[]>
  /** What was not encrypted with this key id; to be encrypted anew. */
  notUnder(keyId: string, limit: number): Promise<StoredUserInfo[]>
  /** Only if it is still the text it was. False: it came anew meanwhile, or is gone. */
  reseal(userInfo: StoredUserInfo, info: string): Promise<boolean>
}
