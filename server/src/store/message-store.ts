import type { SubjectApp } from './store.js'

export type MessageOutcome = 'SENT' | 'REJECTED' | 'UNKNOWN' | 'PURGED'
export type MessageStatus = 'QUEUED' | 'SENDING' | 'FINISHED'

export interface NewMessage extends SubjectApp {
  /** Chosen by the caller, the platform's idempotency key, and the same for every attempt. */
  requestId: string
  /** Tells a repeated call from another message with the same requestId. */
  bodyHash: string
  subscriptionId: string
  templateCode: string
  /** JSON of `templates`, kept as text so that every attempt has the same bytes. */
  templates: string
  /** A ONE_TIME credit was taken for it. */
  usesCredit: boolean
  createdAt: number
}

export interface StoredMessage extends NewMessage {
  status: MessageStatus
  outcome: MessageOutcome | null
  messageId: string | null
  /** The platform's code, or ours, that decided the outcome. */
  code: string | null
  /** What to do about it. */
  detail: string | null
  attempts: number
  /** An attempt may have been applied although nobody said so. */
  wasUnknown: boolean
  /** When QUEUED, the time of the next attempt; when SENDING, the end of the sender's lease. */
  dueAt: number
  /** The sender that holds it while SENDING. */
  owner: string | null
  finishedAt: number | null
}

/** A message that one sender holds until `leaseUntil`. `attempts` counts the one now begun. */
export interface Claim extends StoredMessage {
  owner: string
  leaseUntil: number
}

export type AttemptOutcome = 'SENT' | 'REJECTED' | 'UNKNOWN' | 'NOT_SENT'

/** One try, as the timeline shows it. No outcome yet: it is running, or its process died. */
export interface Attempt {
  number: number
  startedAt: number
  finishedAt: number | null
  outcome: AttemptOutcome | null
  code: string | null
  detail: string | null
}

/** How an attempt ended. */
export interface AttemptEnd {
  outcome: AttemptOutcome
  code: string | null
  detail: string | null
  at: number
}

/** What becomes of a claimed message: finished for good, or queued again. */
export type Settlement = { claim: Claim; attempt: AttemptEnd } & (
  { then: 'FINISH'; outcome: MessageOutcome; messageId?: string } | { then: 'RETRY'; dueAt: number }
)

/** The outbox: the message row is the queue. */
export interface MessageStore {
  /** False when the requestId is taken. */
  insert(message: NewMessage): Promise<boolean>
  find(requestId: string): Promise<StoredMessage | undefined>
  attemptsOf(requestId: string): Promise<Attempt[]>
  /**
   * Takes up to `limit` due messages, oldest first, and begins an attempt for each. No two owners hold one
   * message; one whose lease ran out is due again, and its broken attempt counts as UNKNOWN.
   */
  claimDue(options: { owner: string; limit: number; now: number; leaseUntil: number }): Promise<Claim[]>
  /** False when the claim is no longer the caller's: then nothing is changed. */
  settle(settlement: Settlement): Promise<boolean>
  /** Finishes what is queued for a withdrawn subscription and deletes its parameters; returns how many. */
  purgeQueued(subscriptionId: string, code: string, now: number): Promise<number>
  /** Is any attempt for this subscription under way, by a sender whose lease runs? */
  isSending(subscriptionId: string, now: number): Promise<boolean>
  /** Lets what waits for this user's authorization be tried at once. */
  makeDue(owner: SubjectApp, now: number): Promise<void>
}
