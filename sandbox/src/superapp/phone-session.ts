import type { Translations, User } from '../state/merchant.js'

/** What the phone page shows: the one mini program, the users to choose from, the shop's address. */
export interface PhoneSession {
  miniProgram: { appId: string; name: Translations; merchantName: Translations }
  /** Answer of `my.getSiteInfo`. */
  siteName: string
  users: Pick<User, 'userId' | 'name' | 'language'>[]
  /** Null if the sandbox was started without a shop. */
  h5Url: string | null
}
