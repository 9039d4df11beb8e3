// What the routes under /_sandbox/ answer, as far as the page reads it.

export interface LoggedRequest {
  requestLogId: string
  /** ISO 8601. */
  at: string
  method: string
  path: string
  clientId: string | null
  requestTime: string | null
  /** Null if a fault kept the call from the platform. */
  resultStatus: 'S' | 'A' | 'F' | 'U' | null
  resultCode: string | null
  resultMessage: string | null
  /** For a refused signature: the string to sign. */
  expected?: string
  /** For a refused signature: what differs, as far as it can be told. */
  differs?: string
  /** For a refusal: how to mend it. */
  remedy?: string
  /** Without secrets. */
  body: string
  /** Without secrets. */
  answer: string | null
  durationMs: number
  /** Effects of the faults that struck it. */
  faults: string[]
}

export const faultEffects = [
  'delay',
  'answer-lost',
  'cut',
  '5xx',
  'unknown',
  'limit',
  'refuse',
  'wrong-signature',
  'unsigned',
  'stale-time',
  'duplicate-delivery',
] as const

export type FaultEffect = (typeof faultEffects)[number]

export interface FaultSpec {
  effect: FaultEffect
  /** Path after /api/open; undefined: every endpoint. */
  endpoint?: string
  /** Strikes so often, then never; undefined: no end. */
  count?: number
  /** Share of calls, 0 to 1; undefined: each. */
  rate?: number
  /** For `delay`. */
  delayMs?: number
}

export interface Fault extends FaultSpec {
  faultId: string
  /** Calls of its endpoint since it was set. */
  matched: number
  /** Calls that it spoiled. */
  struck: number
}

/** What the super app knows of one user and one approved template. */
export interface Subscription {
  userId: string
  appId: string
  templateCode: string
  /** The template's. */
  name: string
  registration: 'SUBSCRIBED' | 'WITHDRAWN' | null
}

/** A first signed call in one programming language. */
export interface Snippet {
  language: 'curl' | 'node' | 'java' | 'python'
  fileName: string
  /** The command that runs it. */
  run: string
  code: string
}

/** What has to be in place before the mini program may send. */
export interface Checklist {
  items: { id: string; isDone: boolean }[]
}
