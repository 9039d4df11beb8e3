import type { Site } from '../state/sites.js'
import { newAuthCode } from '../state/random-ids.js'

/** What a code stands for: this user let this mini program have these scopes. */
export interface Authorization {
  userId: string
  appId: string
  site: Site
  scopes: readonly string[]
}

type Refusal = 'INVALID_AUTHCODE' | 'USED_AUTHCODE' | 'EXPIRED_AUTHCODE'

/** Codes that `my.getAuthCode` gave out. Each is taken once. */
export class AuthCodes {
  private readonly codes = new Map<string, Authorization & { expiresAt: number; used: boolean }>()

  issue(authorization: Authorization, expiresAt: number): string {
    const code = newAuthCode()
    this.codes.set(code, { ...authorization, expiresAt, used: false })
    return code
  }

  /** Spends the code. One that belongs to another mini program or site is as good as unknown, and is kept. */
  take(code: string, owner: { appId: string; site: Site }, now: number): Authorization | Refusal {
    const found = this.codes.get(code)
    if (found?.appId !== owner.appId || found.site !== owner.site) return 'INVALID_AUTHCODE'
    if (found.used) return 'USED_AUTHCODE'
    if (now >= found.expiresAt) return 'EXPIRED_AUTHCODE'
    found.used = true
    return { userId: found.userId, appId: found.appId, site: found.site, scopes: found.scopes }
  }
}
