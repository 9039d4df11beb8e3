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

function keyOf(text: string): SendKey {
  const [clientId, appId, requestId] = JSON.parse(text) as [string, string, string]
  return { clientId, appId, requestId }
}

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

  /** Oldest first. */
  list(): (SendKey & DoneSend)[] {
    return [...this.done].map(([text, send]) => ({ ...keyOf(text), ...send }))
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
    if (limit > 0) this.messages.set(userOf(userId, appId), [...this.recent(userId, appId, now), now])
  }

  private recent(userId: string, appId: string, now: number): number[] {
    return (this.messages.get(userOf(userId, appId)) ?? []).filter((at) => at > now - day)
  }
}

const day = 24 * 60 * 60 * 1000
const userOf = (userId: string, appId: string): string => JSON.stringify([userId, appId])
