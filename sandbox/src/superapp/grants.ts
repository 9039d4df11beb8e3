/** Scopes that a user has allowed a mini program on the authorization page. */
export class Grants {
  private readonly granted = new Set<string>()

  remember(userId: string, appId: string, scopes: readonly string[]): void {
    for (const scope of scopes) this.granted.add(key(userId, appId, scope))
  }

  covers(userId: string, appId: string, scopes: readonly string[]): boolean {
    return scopes.every((scope) => this.granted.has(key(userId, appId, scope)))
  }
}

const key = (...parts: string[]): string => JSON.stringify(parts)
