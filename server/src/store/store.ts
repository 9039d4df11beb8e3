import type { LedgerEntry, LedgerRow } from '../consent/ledger-entry.js'
import type { MessageStore } from './message-store.js'
import type { UpkeepStore } from './upkeep-store.js'
import type { UserInfoStore } from './user-info-store.js'

/** A user, known by subject only, in one mini program of one super app. */
export interface SubjectApp {
  subject: string
  appId: string
  customerBelongsTo: string
}

export interface ConsentLedger {
  /** Adds the entry to the chain. Nothing is ever changed or deleted: the database itself refuses. */
  append(entry: LedgerEntry): Promise<void>
  /** Rows after `seq`, in order. */
  rowsAfter(seq: number, limit: number): Promise<LedgerRow[]>
}

/** The decision in force for one template, derived from the ledger. */
export interface StoredSubscription extends SubjectApp {
  subscriptionId: string
  templateCode: string
  type: 'AGREE' | 'REJECT' | null
  /** `answeredAt` of the decision in force, milliseconds since 1970. */
  decidedAt: number | null
  /** Messages that ONE_TIME consents still allow. */
  credits: number
}

export interface SubscriptionStore {
  /** The subscriptions of these templates, in their order; made undecided where there is none. */
  ensure(owner: SubjectApp, templateCodes: readonly string[]): Promise<StoredSubscription[]>
  find(subscriptionId: string): Promise<StoredSubscription | undefined>
  /** Those that there are, in any order. */
  findAll(subscriptionIds: readonly string[]): Promise<StoredSubscription[]>
  ofOwner(owner: SubjectApp): Promise<StoredSubscription[]>
  /** Of all these owners, in any order. */
  ofOwners(owners: readonly SubjectApp[]): Promise<StoredSubscription[]>
  /** Sets the decision in force; `credits` is added to those left, or with REJECT they end, reserved ones too. */
  decide(
    subscriptionId: string,
    decision: { type: 'AGREE' | 'REJECT'; decidedAt: number; credits: number; receivedAt: number },
  ): Promise<void>
  /** Takes one credit; false when none is left. */
  takeCredit(subscriptionId: string): Promise<boolean>
  /** Gives back a credit taken at `reservedAt`, unless the consent it came from was withdrawn since. */
  returnCredit(subscriptionId: string, reservedAt: number): Promise<void>
}

/** Tokens as they rest: encrypted texts that the store can't read. */
export interface StoredToken {
  accessToken: string
  accessTokenExpiresAt: number
  refreshToken: string
  refreshTokenExpiresAt: number
}

export interface TokenRow extends StoredToken {
  /** Another number with each change: tells a new token from the one that failed. */
  version: number
}

export interface TokenStore {
  find(owner: SubjectApp): Promise<TokenRow | undefined>
  /** Of each owner, in their order. */
  findAll(owners: readonly SubjectApp[]): Promise<(TokenRow | undefined)[]>
  /** Replaces what was there. */
  put(owner: SubjectApp, token: StoredToken): Promise<void>
  /** Only if the version is still this one. False: somebody else has changed or deleted it. */
  replaceVersion(owner: SubjectApp, version: number, token: StoredToken): Promise<boolean>
  delete(owner: SubjectApp): Promise<void>
  /** Only if the version is still this one. False: somebody else has changed it. */
  deleteVersion(owner: SubjectApp, version: number): Promise<boolean>
  /** Lets the access token count as expired, if the version is still this one. */
  expire(owner: SubjectApp, version: number): Promise<boolean>
  /** One refresh at a time for a user, on any number of processes. False: another one holds it. */
  claimRefresh(owner: SubjectApp, version: number, now: number, leaseUntil: number): Promise<boolean>
}

export interface AuthCodeStore {
  /** True for exactly one caller for each hash, ever. */
  claim(codeHash: string, now: number): Promise<boolean>
}

export interface IdempotencyKey {
  /** Route, app and subject (or hash of the code). */
  scope: string
  requestId: string
}

export type IdempotencyRecord = { requestHash: string } & (
  { state: 'RUNNING'; leaseUntil: number } | { state: 'DONE'; answer: string; finishedAt: number }
)

export interface IdempotencyStore {
  find(key: IdempotencyKey): Promise<IdempotencyRecord | undefined>
  /** True for the one caller that may run the request: the first, or the next after a lease ran out. */
  begin(key: IdempotencyKey, requestHash: string, now: number, leaseUntil: number): Promise<boolean>
  finish(key: IdempotencyKey, answer: string, now: number): Promise<void>
  /** Forgets a request whose outcome is not kept. */
  forget(key: IdempotencyKey): Promise<void>
}

/** Every call is atomic by itself; within `transaction` all of them together are. */
export interface StoreParts {
  ledger: ConsentLedger
  subscriptions: SubscriptionStore
  tokens: TokenStore
  userInfos: UserInfoStore
  authCodes: AuthCodeStore
  idempotency: IdempotencyStore
  messages: MessageStore
  upkeep: UpkeepStore
}

export interface Store extends StoreParts {
  /** All or nothing. `work` talks to the database only through `tx`, and to nothing else at all. */
  transaction<T>(work: (tx: StoreParts) => Promise<T>): Promise<T>
  /** Brings an older database up to date; any number of processes may call it at once. */
  migrate(): Promise<void>
  /** Rejects when the database can't be read. */
  ping(): Promise<void>
  /** Gives deleted rows' bytes back, so that no trace of them stays in the database's files. */
  compact(): Promise<void>
  close(): Promise<void>
}
