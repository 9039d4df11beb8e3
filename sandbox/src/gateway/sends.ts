import type { PathStep } from '../superapp/path-step.js'

/** What a send that reached S was, so that the same requestId gives the same messageId. */
export interface DoneSend {
  messageId: string
  /** Everything of the request that has to be alike: all but the access token, which may be renewed. */
  fingerprint: string
  /** The sandbox's time. */
  sentAt: number
}

/** What a requestId is unique within. */
export interface SendKey {
  clientId: string
  appId: string
  requestId: string
}

const textOf = ({ clientId, appId, requestId }: SendKey): string =>
  JSON.stringify([clientId, appId, requestId])

/** Successful sends; failed ones are not kept and may come again. */
export class Sends {
  private readonly done = new Map<string, DoneSend>()
  private readonly refused = new Map<string, PathStep[]>()

  find(key: SendKey): DoneSend | undefined {
    return this.done.get(textOf(key))
  }

  keep(key: SendKey, send: DoneSend): void {
    this.done.set(textOf(key), send)
  }

  /** Notes an attempt that failed, for the path of the message that a later one may send. */
  noteRefused(key: SendKey, step: PathStep): void {
    const text = textOf(key)
    this.refused.set(text, [...(this.refused.get(text) ?? []), step])
  }

  refusedSteps(key: SendKey): readonly PathStep[] {
    return this.refused.get(textOf(key)) ?? []
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
