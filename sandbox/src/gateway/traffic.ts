/** Counts what limits are about: calls per merchant and second, messages per user and day. */
export class Traffic {
  private readonly calls = new Map<string, { second: number; count: number }>()
  private readonly messages = new Map<string, number[]>()

  /** Counts the call; true if it is more than `limit` in its second. 0 = no limit. */
  exceedsCalls(clientId: string, limit: number, now: number): boolean {
    if (limit === 0) return false
    const second = Math.floor(now / 1000)
    const last = this.calls.get(clientId)
    const count = last?.second === second ? last.count + 1 : 1
    this.calls.set(clientId, { second, count })
    return count > limit
  }

  /** True if the user has had `limit` messages of this mini program in the 24 hours before `now`. */
  hasEnoughMessages(userId: string, appId: string, limit: number, now: number): boolean {
    return limit > 0 && this.recent(userId, appId, now).length >= limit
  }

  countMessage(userId: string, appId: string, limit: number, now: number): void {
    if (limit > 0) this.messages.set(keyOf(userId, appId), [...this.recent(userId, appId, now), now])
  }

  private recent(userId: string, appId: string, now: number): number[] {
    return (this.messages.get(keyOf(userId, appId)) ?? []).filter((at) => at > now - day)
  }
}

const day = 24 * 60 * 60 * 1000
const keyOf = (userId: string, appId: string): string => JSON.stringify([userId, appId])
