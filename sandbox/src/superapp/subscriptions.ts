/** What the super app itself knows of a subscription; null = nothing was registered there. */
export type Registration = 'SUBSCRIBED' | 'WITHDRAWN' | null

/** One user's decision in the super app, on its own panel or its settings page. */
export interface RegisteredSubscription {
  userId: string
  appId: string
  templateCode: string
  registration: Exclude<Registration, null>
  /** ISO 8601, real time. */
  changedAt: string
  /** "Always keep" or "refuse, don't ask": the native panel stays away. */
  isRemembered: boolean
}

/** Subscriptions as the super app keeps them: made in its own panel, withdrawn on its settings page. */
export class Subscriptions {
  private readonly registered = new Map<string, RegisteredSubscription>()

  set(
    userId: string,
    appId: string,
    templateCode: string,
    registration: Registration,
    { at = 0, isRemembered = false }: { at?: number; isRemembered?: boolean } = {},
  ): void {
    const key = JSON.stringify([userId, appId, templateCode])
    const changedAt = new Date(at).toISOString()
    if (registration === null) this.registered.delete(key)
    else this.registered.set(key, { userId, appId, templateCode, registration, changedAt, isRemembered })
  }

  of(userId: string, appId: string, templateCode: string): Registration {
    return this.find(userId, appId, templateCode)?.registration ?? null
  }

  find(userId: string, appId: string, templateCode: string): RegisteredSubscription | undefined {
    return this.registered.get(JSON.stringify([userId, appId, templateCode]))
  }

  list(): RegisteredSubscription[] {
    return [...this.registered.values()]
  }
}
