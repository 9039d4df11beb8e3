import { outboxColumns } from '../../sql/migrations/0002-outbox.js'
import { attemptStart } from '../../sql/migrations/0003-attempt-start.js'
import { userInfosTable } from '../../sql/migrations/0004-user-infos.js'
import { sentAttempts } from '../../sql/migrations/0005-sent-attempts.js'
import { firstTables } from './0001-first-tables.js'

/** In order; a published one is never changed, only followed. */
export const migrations: readonly { number: number; name: string; sql: string }[] = [
  { number: 1, name: 'first-tables', sql: firstTables },
  { number: 2, name: 'outbox', sql: outboxColumns('bigint') },
  { number: 3, name: 'attempt-start', sql: attemptStart('bigint') },
  { number: 4, name: 'user-infos', sql: userInfosTable('bigint') },
  { number: 5, name: 'sent-attempts', sql: sentAttempts },
]
