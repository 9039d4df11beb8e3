import type { Kysely } from 'kysely'
import type { Clock } from '../runtime.js'
import { appData } from './app-data.js'
import { audit } from './audit.js'
import { counts } from './counts.js'
import { atomic, type Dialect } from './database.js'
import { idempotency } from './idempotency.js'
import { appendAll, ledger, type Appended } from './ledger.js'
import { events } from './events.js'
import type { Finished, History } from './history.js'
import { messages } from './messages.js'
import type { PoolCounts } from './pool.js'
import { queue } from './queue.js'
import { sendingLimits } from './sending-limits.js'
import { sendingState } from './sending-state.js'
import { subscriptions } from './subscriptions.js'
import type { Tables } from './tables.js'
import { authCodes, tokens, userInfos } from './tokens.js'
import { upkeep } from './upkeep.js'
import { webhooks } from './webhooks.js'

export type { StoredAudit } from './audit.js'
export { hourMs, minuteMs, type CountedMinute } from './counts.js'
export type { EventCursor, NewEvent, StoredEvent } from './events.js'
export type { Finished, Place } from './history.js'
export type { DeadLetterCursor, Known, Recipient } from './messages.js'
export type { PauseCause, SendingPause } from './sending-state.js'
export type { FoundMessage, MessageFilter, SearchCursor } from './search.js'
export type { PoolCounts } from './pool.js'
export type { AppDataKind } from './app-data.js'
export {
  attemptsOf,
  messageOf,
  type Attempt,
  type AttemptOutcome,
  type Claim,
  type EndRecord,
} from './queue.js'
export type { ReportedLimit } from './sending-limits.js'
export type {
  AuditEntry,
  EventType,
  IdempotencyKey,
  MessageKey,
  MessageOutcome,
  MessageRow,
  NewMessage,
  OwnerPage,
  SendingApp,
  StoredMessage,
  StoredSubscription,
  StoredToken,
  StoredUserInfo,
  SubjectApp,
  TokenRow,
} from './tables.js'
export type { Backlog, DeadLetters, KeptAboutSubject } from './upkeep.js'
export type { Retry, Round, WebhookState, WebhookView } from './webhooks.js'

/**
 * Statements on a connection, or on a transaction of it. Each is atomic by itself; in a transaction all together are.
 * Those of a table are made when they are asked for: most transactions use few tables.
 */
export const storeParts = (db: Kysely<Tables>, dialect: Dialect, { atEnd, onFinished }: Notes = {}) => ({
  /**
   * The time that leases, due times and withdrawals go by: on PostgreSQL the database's, since the clocks of several
   * machines differ; on SQLite `clock`'s wall time.
   */
  now: (clock: Pick<Clock, 'now'>): Promise<number> => dialect.now(db, clock),
  get ledger() {
    return ledger(db, dialect, atEnd)
  },
  get subscriptions() {
    return subscriptions(db, dialect)
  },
  get tokens() {
    return tokens(db, dialect)
  },
  get userInfos() {
    return userInfos(db)
  },
  get authCodes() {
    return authCodes(db)
  },
  get idempotency() {
    return idempotency(db)
  },
  get messages() {
    return { ...messages(db, dialect), ...queue(db, dialect, onFinished) }
  },
  get counts() {
    return counts(db, dialect)
  },
  get sendingLimits() {
    return sendingLimits(db, dialect)
  },
  get audit() {
    return audit(db, dialect)
  },
  get appData() {
    return appData(db, dialect)
  },
  get events() {
    return events(db, dialect)
  },
  get webhooks() {
    return webhooks(db, dialect)
  },
  get upkeep() {
    return upkeep(db, dialect)
  },
  get sending() {
    return sendingState(db, dialect)
  },
})

interface Notes {
  /** What the transaction will append to the ledger when its work is done. */
  atEnd?: Appended[]
  onFinished?: OnFinished
}

export type OnFinished = (finished: readonly Finished[]) => void

/** Passes on what has finished to whoever asked for it. */
export function finishedNews(): { onFinished: (listener: OnFinished) => void; tell: OnFinished } {
  const listeners: OnFinished[] = []
  return {
    onFinished: (listener) => {
      listeners.push(listener)
    },
    tell: (finished) => {
      if (finished.length > 0) for (const listener of listeners) listener(finished)
    },
  }
}

export type StoreParts = ReturnType<typeof storeParts>

/** All or nothing, with what `work` appends to the ledger as the last. `onFinished` hears of messages once that stands. */
export async function inTransaction<T>(
  db: Kysely<Tables>,
  dialect: Dialect,
  work: (tx: StoreParts) => Promise<T>,
  onFinished: OnFinished,
): Promise<T> {
  const { result, finished } = await atomic(db, async (tx) => {
    const [atEnd, finished]: [Appended[], Finished[]] = [[], []]
    const result = await work(
      storeParts(tx, dialect, { atEnd, onFinished: (more) => finished.push(...more) }),
    )
    if (atEnd.length > 0) await appendAll(tx, dialect, atEnd)
    return { result, finished }
  })
  onFinished(finished)
  return result
}

export interface Store extends StoreParts {
  /** All or nothing. `work` talks to the database only through `tx`, and to nothing else at all. */
  transaction<T>(work: (tx: StoreParts) => Promise<T>): Promise<T>
  /** Brings an older database up to date, and refuses one of a release it can't run beside. Any number may call it at once. */
  migrate(): Promise<void>
  /** Refuses a database that is not up to date, and what `migrate` refuses; changes nothing. */
  checkSchema(): Promise<void>
  /**
   * Clears what an erase has left in the database's files, as far as that takes milliseconds. False: some of it is
   * there, and `finishCompacting` has to be tried later.
   */
  compact(): Promise<boolean>
  /** The rest, also of a process that has ended; true when nothing is left. False while somebody still reads it. */
  finishCompacting(): Promise<boolean>
  /** Is told of messages that have finished, once that stands. */
  onFinished(listener: OnFinished): void
  history: History
  /** Of this process; absent on SQLite, which has one. */
  connections?: () => PoolCounts
  close(): Promise<void>
}
