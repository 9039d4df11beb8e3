import type { Generated, Selectable } from 'kysely'

/** A user, known by subject only, in one mini program of one super app. */
export interface SubjectApp {
  subject: string
  appId: string
  customerBelongsTo: string
}

/** A mini program in one super app: what messages are claimed, paced and stopped by. */
export type SendingApp = Pick<SubjectApp, 'appId' | 'customerBelongsTo'>

/** So many rows after those of an owner: the whole table is read once, however many pages it has. */
export interface OwnerPage {
  limit: number
  after?: SubjectApp
}

/** Rows as the database gives them: the same for SQLite and PostgreSQL. Times are milliseconds since 1970. */
export interface Tables {
  consentLedger: {
    appId: string
    seq: number
    previousHash: string
    hash: string
    mac: string
    subject: string
    entry: string
  }
  /** The decision in force for one template, derived from the ledger. */
  subscriptions: SubjectApp & {
    subscriptionId: string
    templateCode: string
    type: 'AGREE' | 'REJECT' | null
    /** The computed time of the decision in force. */
    decidedAt: number | null
    /** Messages that ONE_TIME consents still allow. */
    credits: number
    withdrawnAt: number
  }
  /** Tokens as they rest: encrypted texts that the store can't read. */
  tokens: SubjectApp & {
    accessToken: string
    accessTokenExpiresAt: number
    refreshToken: string
    refreshTokenExpiresAt: number
    /** Another number with each change: tells a new token from the one that failed. */
    version: number
    refreshLeaseUntil: number
    refreshHolder: string | null
  }
  /** What a user let the merchant see, as it rests: `info` is an encrypted text. */
  userInfos: SubjectApp & { info: string; receivedAt: number }
  authCodes: { codeHash: string; claimedAt: number; refusedAt: number | null }
  idempotencyRecords: {
    /** Route, app and subject (or hash of the code). */
    scope: string
    requestId: string
    requestHash: string
    state: 'RUNNING' | 'FORGOTTEN' | 'DONE'
    leaseUntil: number
    firstTry: string | null
    /** Whose answer it is, where that is known. */
    subject: string | null
    answer: string | null
    finishedAt: number | null
  }
  /** What happened, as JSON of `EventData`. */
  events: {
    seq: number
    appId: string
    eventId: string
    type: EventType
    subject: string
    happenedAt: number
    data: string
  }
  leases: { name: string; holder: string; leaseUntil: number }
  /** Messages that finished from `startsAt` on, for `spanMs`. */
  messageCounts: CountKey & { spanMs: number; startsAt: number; messages: number }
  sendingLimits: SendingApp & {
    /** Another one at each start. */
    process: string
    /** Empty: of the whole app. */
    templateCode: string
    state: 'CLOSED' | 'OPEN' | 'HALF_OPEN'
    /** Messages a second; null for no limit. */
    perSecond: number | null
    reportedAt: number
    isReleaseAsked: number
  }
  auditLog: AuditEntry & { id: Generated<number> }
  writeProbe: { id: number; writtenAt: number }
  /** At most one row. */
  sendingState: {
    id: number
    /** Which database these rows were in at the last start; null where that can't be told. */
    place: string | null
    /** Null: messages may leave. */
    pausedSince: number | null
    pauseCause: string | null
  }
  messageKeys: MessageKey & {
    /** Tells a repeated call from another message with the same requestId. */
    bodyHash: string
    /** When its message was accepted: tells it from a later one with the same requestId. */
    createdAt: number
  }
  /** The outbox: what is to be sent. */
  messages: MessageBase & OutboxState
  /** What has finished. */
  messageHistory: MessageBase & FinishState & { outcome: MessageOutcome; finishedAt: number }
  /** Both. */
  allMessages: MessageBase &
    Omit<OutboxState, 'status'> & { status: OutboxState['status'] | 'FINISHED' } & FinishState
}

/** What finished messages are counted by. */
export interface CountKey {
  appId: string
  outcome: MessageOutcome
  /** The one that decided it; empty where there was none. */
  code: string
  /** Of a message that was sent: how long it took, as a place in a list of times; otherwise 0. */
  slot: number
}

/** What somebody did in the console. */
export interface AuditEntry {
  at: number
  /** Of the API key. */
  keyName: string
  action: 'RESEND' | 'CANCEL' | 'RELEASE_BREAKER'
  appId: string
  /** Null where it was no message, or its user was erased. */
  requestId: string | null
  /** Whose message it was. */
  subject: string | null
  /** Of a breaker. */
  customerBelongsTo: string | null
  /** Null: the whole app's. */
  templateCode: string | null
}

export type EventType =
  'message.finished' | 'message.expired' | 'subscription.changed' | 'authorization.needed'

/** What names a message: another app may use the same requestId. */
export interface MessageKey {
  appId: string
  /** Chosen by the caller, the platform's idempotency key, and the same for every attempt. */
  requestId: string
}

export type MessageBase = SubjectApp &
  MessageKey & {
    /** The caller's own, e.g. an order number: several messages may have the same one. */
    reference: string | null
    subscriptionId: string
    templateCode: string
    /** JSON of `templates`, kept as text so that every attempt has the same bytes. */
    templates: string
    /** A ONE_TIME credit was taken for it. */
    usesCredit: number
    createdAt: number
    /** When it was accepted, or as a dead letter queued anew: `expiresAfter` counts from here, or from `sendAt`. */
    queuedAt: number
    /** It is not sent before this time; null where its caller named none. */
    sendAt: number | null
    /** It is not sent at this time or later. */
    expiresAt: number
    /** How long before that it was accepted, milliseconds; null where the caller named the time itself. */
    expiresAfter: number | null
    /** The platform's code, or ours, that decided the outcome. */
    code: string | null
    /** What to do about it. */
    detail: string | null
    attempts: number
    /** An attempt may have been applied although nobody said so. */
    wasUnknown: number
    /** The code of the first attempt whose end is unknown. */
    unknownCode: string | null
    /** Attempts that the schedule counts: not those that failed for no reason of the message. */
    retries: number
    /** When the latest attempt began. */
    startedAt: number | null
    /** Attempts that ended without sending it: `timelineOf` reads them. */
    timeline: string
    /** Of the request that it came with: 32 hexadecimal digits. */
    traceId: string | null
  }

export interface OutboxState {
  status: 'QUEUED' | 'SENDING'
  /** When QUEUED, the time of the next attempt; when SENDING, the end of the sender's lease. */
  dueAt: number
  /** The sender that holds it while SENDING. */
  owner: string | null
}

export interface FinishState {
  outcome: 'SENT' | 'REJECTED' | 'UNKNOWN' | 'PURGED' | 'EXPIRED' | null
  messageId: string | null
  finishedAt: number | null
}

export type StoredSubscription = Omit<Tables['subscriptions'], 'withdrawnAt'>

export type TokenRow = Omit<
  Tables['tokens'],
  'subject' | 'appId' | 'customerBelongsTo' | 'refreshLeaseUntil' | 'refreshHolder'
>

export type StoredToken = Omit<TokenRow, 'version'>

export type StoredUserInfo = Tables['userInfos']

export type IdempotencyKey = Pick<Tables['idempotencyRecords'], 'scope' | 'requestId'>

export type MessageRow = Selectable<Tables['allMessages']>
export type MessageOutcome = NonNullable<MessageRow['outcome']>

/** A message as the domain knows it: truth values instead of 0 and 1. */
export type StoredMessage = Omit<MessageRow, 'usesCredit' | 'wasUnknown'> & {
  usesCredit: boolean
  wasUnknown: boolean
}

export type NewMessage = Pick<Tables['messageKeys'], 'bodyHash'> &
  Pick<
    StoredMessage,
    | keyof SubjectApp
    | ('requestId' | 'reference' | 'subscriptionId' | 'templateCode' | 'templates' | 'usesCredit')
    | ('createdAt' | 'sendAt' | 'expiresAt' | 'expiresAfter' | 'traceId')
  >
