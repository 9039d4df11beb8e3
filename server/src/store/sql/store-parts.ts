import type { Kysely } from 'kysely'
import type { StoreParts } from '../store.js'
import { authCodes } from './auth-codes.js'
import type { Dialect } from './dialect.js'
import { idempotency } from './idempotency.js'
import { ledger } from './ledger.js'
import { messages } from './messages.js'
import { subscriptions } from './subscriptions.js'
import type { Tables } from './tables.js'
import { tokens } from './tokens.js'
import { upkeep } from './upkeep.js'
import { userInfos } from './user-infos.js'

/** The store's parts on a connection, or on a transaction of it. */
export const storeParts = (db: Kysely<Tables>, dialect: Dialect): StoreParts => ({
  ledger: ledger(db, dialect.rowLocks),
  subscriptions: subscriptions(db, dialect),
  tokens: tokens(db, dialect.eachOf),
  userInfos: userInfos(db),
  authCodes: authCodes(db),
  idempotency: idempotency(db),
  messages: messages(db, dialect),
  upkeep: upkeep(db),
})
