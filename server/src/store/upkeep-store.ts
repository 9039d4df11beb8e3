import type { SubjectApp, TokenRow } from './store.js'
import type { StoredUserInfo } from './user-info-store.js'
import type { MessageOutcome, MessageStatus } from './message-store.js'

/** What stands in the outbox, in all apps. */
export interface Backlog {
  queued: number
  sending: number
  /** When the oldest message that is not finished was accepted; null when there is none. */
  oldestAt: number | null
}

/** Everything that is kept about one subject, as it is kept; tokens only as that there is one. */
export interface KeptAboutSubject {
  subscriptions: object[]
  messages: { requestId: string; status: MessageStatus; outcome: MessageOutcome | null }[]
  attempts: object[]
  ledger: object[]
  authorizations: object[]
  /** Encrypted. */
  userInfos: StoredUserInfo[]
}

/** What operation and privacy need across the other parts. */
export interface UpkeepStore {
  backlog(): Promise<Backlog>
  /** Finished messages by outcome. Reads them all: for a command, not for a scrape. */
  outcomes(): Promise<Record<string, number>>
  /** Those of them that are dead letters, REJECTED or UNKNOWN; costs as much as there are of them. */
  deadLetters(): Promise<Record<string, number>>
  keptAbout(subject: string): Promise<KeptAboutSubject>
  /** Deletes all that is kept about the subject but the ledger, which can't be changed; returns how many messages. */
  erase(subject: string): Promise<number>
  /** Deletes parameters and timelines of what finished before, hashes of used codes, kept answers, user information; returns how many messages. */
  forgetBefore(time: number): Promise<number>
  /** Tokens whose access token was not encrypted with this key id; to be encrypted anew. */
  tokensNotUnder(keyId: string, limit: number): Promise<(SubjectApp & TokenRow)[]>
}
