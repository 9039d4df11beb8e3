import type { Sandbox } from '../sandbox.js'
import type { MiniProgram, User } from '../state/merchant.js'

/** What the phone page shows: the one mini program, the users to choose from, the shop's address. */
export interface PhoneSession {
  miniProgram: Pick<MiniProgram, 'appId' | 'name' | 'merchantName' | 'logoUrl'>
  /** Answer of `my.getSiteInfo` for the first user; each user's own is his `site`. */
  siteName: string
  users: Pick<User, 'userId' | 'name' | 'language' | 'site'>[]
  /** Null if the sandbox was started without a shop. */
  h5Url: string | null
  /** Address of a DSL mini program that a simulator serves; null without one. */
  dslUrl: string | null
  /** Address of the program that was put on the phone by hand; null without one. */
  ownUrl: string | null
}

export function phoneSession({
  state,
  miniProgram,
  firstUser,
  h5Url,
  dslUrl,
  ownUrl,
}: Sandbox): PhoneSession {
  const { appId, name, merchantName, logoUrl, sites } = miniProgram
  const users = [...state.users.values()].filter(({ site }) => sites.has(site))
  return {
    miniProgram: { appId, name, merchantName, ...(logoUrl !== undefined && { logoUrl }) },
    siteName: firstUser?.site ?? '',
    users: users.map((user) => ({
      userId: user.userId,
      name: user.name,
      language: user.language,
      site: user.site,
    })),
    h5Url: h5Url ?? null,
    dslUrl: dslUrl ?? null,
    ownUrl: ownUrl ?? null,
  }
}
