import type { Kysely } from 'kysely'
import type { StoreParts } from '../store.js'
import { authCodes } from './auth-codes.js'
import { idempotency } from './idempotency.js'
import { ledger } from './ledger.js'
import { messages } from './messages.js'
import type { RowLocks } from './row-locks.js'
import { subscriptions } from './subscriptions.js'
import type { Tables } from './tables.js'
import { tokens } from './tokens.js'
import { upkeep } from './upkeep.js'

/** The store's parts on a connection, or on a transaction of it. */
export const storeParts = (db: Kysely<Tables>, rowLocks: RowLocks): StoreParts => ({
  ledger: ledger(db, rowLocks),
  subscriptions: subscriptions(db, rowLocks),
  tokens: tokens(db),
  authCodes: authCodes(db),
  idempotency: idempotency(db),
  messages: messages(db, rowLocks),
  upkeep: upkeep(db),
})
