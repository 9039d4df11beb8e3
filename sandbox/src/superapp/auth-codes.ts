import type { Site } from '../state/sites.js'
import { newAuthCode } from '../state/random-ids.js'
import type { PathStep } from './path-step.js'

/** What a code stands for: this user let this mini program have these scopes. */
export interface Authorization {
  userId: string
  appId: string
  site: Site
  scopes: readonly string[]
  /** How it came about, for the path of the messages sent with it. */
  path: readonly PathStep[]
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
    const { userId, appId, site, scopes, path } = found
    return { userId, appId, site, scopes, path }
  }
}

/** Scopes that a user has allowed a mini program on the authorization page. */
export class Grants {
  private readonly granted = new Map<string, readonly PathStep[]>()

  /** `path`: how the user came to allow it. */
  remember(userId: string, appId: string, scopes: readonly string[], path: readonly PathStep[]): void {
    for (const scope of scopes) this.granted.set(key(userId, appId, scope), path)
  }

  covers(userId: string, appId: string, scopes: readonly string[]): boolean {
    return scopes.every((scope) => this.granted.has(key(userId, appId, scope)))
  }

  /** How the user came to allow the first of them: a code that comes without a page goes back to that tap. */
  pathOf(userId: string, appId: string, [scope = '']: readonly string[]): readonly PathStep[] {
    return this.granted.get(key(userId, appId, scope)) ?? []
  }
}

const key = (...parts: string[]): string => JSON.stringify(parts)
