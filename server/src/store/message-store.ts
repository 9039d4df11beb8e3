import type { StoredSubscription, SubjectApp, TokenRow } from './store.js'

/** A mini program in one super app: what messages are claimed, paced and stopped by. */
export type SendingApp = Pick<SubjectApp, 'appId' | 'customerBelongsTo'>

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
  /** The code of the first attempt whose end is unknown. */
  unknownCode: string | null
  /** When it was accepted, or as a dead letter queued anew: the deadline counts from here. */
  queuedAt: number
  /** Attempts that the schedule counts: not those that failed for no reason of the message. */
  retries: number
  /** When QUEUED, the time of the next attempt; when SENDING, the end of the sender's lease. */
  dueAt: number
  /** The sender that holds it while SENDING. */
  owner: string | null
  /** When the latest attempt began. */
  startedAt: number | null
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

/** Where a page of dead letters ended: its last one. */
export interface DeadLetterCursor {
  finishedAt: number
  requestId: string
}

/** Whom a message goes to, as it stands now. */
export interface Recipient {
  /** The decision in force; null when there is none, or no such subscription any more. */
  type: StoredSubscription['type']
  /** What is sent with; undefined when there is none. */
  token: TokenRow | undefined
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
  | { then: 'FINISH'; outcome: MessageOutcome; messageId?: string }
  | { then: 'RETRY'; dueAt: number; isCharged: boolean }
)

/** The outbox: the message row is the queue. */
export interface MessageStore {
  /** False when the requestId is taken. */
  insert(message: NewMessage): Promise<boolean>
  /** For each of them false when its requestId is taken, also by one before it. */
  insertAll(messages: readonly NewMessage[]): Promise<boolean[]>
  find(requestId: string): Promise<StoredMessage | undefined>
  /** Those that there are, in any order. */
  findAll(requestIds: readonly string[]): Promise<StoredMessage[]>
  attemptsOf(requestId: string): Promise<Attempt[]>
  /**
   * Takes up to `limit` due messages of an app, oldest first, none of `exceptTemplates`, and begins an attempt for each. No two owners hold one
   * message; one whose lease ran out is due again, and its broken attempt counts as UNKNOWN.
   */
  claimDue(options: {
    owner: string
    app: SendingApp
    exceptTemplates?: readonly string[]
    limit: number
    now: number
    leaseUntil: number
  }): Promise<Claim[]>
  /** Of each of these messages, in their order; none for one that is gone. */
  recipientsOf(requestIds: readonly string[]): Promise<(Recipient | undefined)[]>
  /** False when the claim is no longer the caller's: then nothing is changed. */
  settle(settlement: Settlement): Promise<boolean>
  /** The same for several claims of different messages, all or nothing. */
  settleAll(settlements: readonly Settlement[]): Promise<boolean[]>
  /** Finishes what is queued for a withdrawn subscription and deletes its parameters; returns how many. */
  purgeQueued(subscriptionId: string, code: string, now: number): Promise<number>
  /** Finishes one that is queued, at its caller's wish, and deletes its parameters. False: it is not queued. */
  cancel(requestId: string, now: number): Promise<boolean>
  /** Finished as REJECTED or UNKNOWN, newest first; after `before` where given. */
  deadLetters(options: { limit: number; before?: DeadLetterCursor }): Promise<StoredMessage[]>
  /** Queues a dead letter anew, with the same requestId and bytes. False: it is none. */
  requeue(requestId: string, now: number): Promise<boolean>
  /** Is any attempt for this subscription under way, by a sender whose lease runs? */
  isSending(subscriptionId: string, now: number): Promise<boolean>
  /** Lets what waits for this user's authorization be tried at once. */
  makeDue(owner: SubjectApp, now: number): Promise<void>
}
