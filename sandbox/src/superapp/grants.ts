import type { PathStep } from './path-step.js'

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
