/** So many answers in a row that can't be believed, and the app's calls stop. */
const limit = 3
/** Then one call is let through to see whether it is mended. */
const restMs = 30_000

/**
 * A wrong key or clock makes every answer unbelievable: sending on would only turn messages into unknown ones.
 * One for each app; answers that say something for certain close it.
 */
export class TrustBreaker {
  readonly #apps = new Map<string, { unbelieved: number; openUntil: number }>()

  /** Milliseconds until the app may call again; 0 when it may now. After a rest that is one call at a time. */
  waitMs(appId: string, now: number): number {
    return Math.max(0, (this.#apps.get(appId)?.openUntil ?? 0) - now)
  }

  isOpen(appId: string): boolean {
    return (this.#apps.get(appId)?.openUntil ?? 0) > 0
  }

  /** Takes the one call after a rest; the others go on waiting. */
  begin(appId: string, now: number): boolean {
    const app = this.#apps.get(appId)
    if (!app || app.openUntil === 0) return true
    if (app.openUntil > now) return false
    app.openUntil = now + restMs
    return true
  }

  believed(appId: string): void {
    this.#apps.delete(appId)
  }

  /** True when this one opens it. */
  unbelieved(appId: string, now: number): boolean {
    const app = this.#apps.get(appId) ?? { unbelieved: 0, openUntil: 0 }
    app.unbelieved += 1
    const wasOpen = app.openUntil > 0
    if (app.unbelieved >= limit) app.openUntil = now + restMs
    this.#apps.set(appId, app)
    return !wasOpen && app.unbelieved >= limit
  }

  openApps(): string[] {
    return [...this.#apps].filter(([, { openUntil }]) => openUntil > 0).map(([appId]) => appId)
  }
}
