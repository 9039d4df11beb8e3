/** What the super app itself knows of a subscription; null = nothing was registered there. */
export type Registration = 'SUBSCRIBED' | 'WITHDRAWN' | null

/** Subscriptions as the super app keeps them: made in its own panel, withdrawn on its settings page. */
export class Subscriptions {
  private readonly registered = new Map<string, Exclude<Registration, null>>()

  set(userId: string, appId: string, templateCode: string, registration: Registration): void {
    const key = JSON.stringify([userId, appId, templateCode])
    if (registration === null) this.registered.delete(key)
    else this.registered.set(key, registration)
  }

  of(userId: string, appId: string, templateCode: string): Registration {
    return this.registered.get(JSON.stringify([userId, appId, templateCode])) ?? null
  }
}
