import type { PathStep } from '../superapp/path-step.js'

/** What a send that reached S was, so that the same requestId gives the same messageId. */
export interface DoneSend {
  messageId: string
  /** Everything of the request that has to be alike: all but the access token, which may be renewed. */
  fingerprint: string
}

/** Successful sends by (client, mini program, requestId); failed ones are not kept and may come again. */
export class Sends {
  private readonly done = new Map<string, DoneSend>()
  private readonly refused = new Map<string, PathStep[]>()

  find(clientId: string, appId: string, requestId: string): DoneSend | undefined {
    return this.done.get(JSON.stringify([clientId, appId, requestId]))
  }

  keep(clientId: string, appId: string, requestId: string, send: DoneSend): void {
    this.done.set(JSON.stringify([clientId, appId, requestId]), send)
  }

  /** Notes an attempt that failed, for the path of the message that a later one may send. */
  noteRefused(clientId: string, appId: string, requestId: string, step: PathStep): void {
    const key = JSON.stringify([clientId, appId, requestId])
    this.refused.set(key, [...(this.refused.get(key) ?? []), step])
  }

  refusedSteps(clientId: string, appId: string, requestId: string): readonly PathStep[] {
    return this.refused.get(JSON.stringify([clientId, appId, requestId])) ?? []
  }
}

/** The body without its access token, names in order, plus the user whom the token named. */
export function fingerprintOf(body: Record<string, unknown>, userId: string): string {
  return JSON.stringify([userId, ordered({ ...body, accessToken: null })])
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, ordered(inner)])
}
