import { sql, type Kysely, type Selectable } from 'kysely'
import type { Attempt } from '../message-store.js'
import { jsonRows, type Columns, type EachOf } from './json-rows.js'
import type { Tables } from './tables.js'

export type EndedAttempt = Attempt & {
  requestId: string
  finishedAt: number
  outcome: NonNullable<Attempt['outcome']>
}

const columns: Columns = {
  ...{ requestId: 'text', number: 'bigint', startedAt: 'bigint', finishedAt: 'bigint' },
  ...{ outcome: 'text', code: 'text', detail: 'text' },
}

/** Attempts that ended without sending their message; the others stand in it (`attemptInMessage`). */
export async function recordAttempts(
  db: Kysely<Tables>,
  eachOf: EachOf,
  attempts: readonly EndedAttempt[],
): Promise<void> {
  const rows = attempts.map(({ requestId, number, startedAt, finishedAt, outcome, code, detail }) => [
    ...[requestId, number, startedAt, finishedAt, outcome, code, detail],
  ])
  await sql`insert into attempts (request_id, number, started_at, finished_at, outcome, code, detail)
    ${jsonRows(eachOf, columns, rows)}`.execute(db)
}

type InMessage = Pick<
  Selectable<Tables['messages']>,
  'status' | 'outcome' | 'attempts' | 'startedAt' | 'finishedAt' | 'code' | 'detail'
>

/**
 * The attempt that runs and the one that sent a message need no row of their own, since the message's has all that
 * there is to say: most messages then cost one row instead of two.
 */
export function attemptInMessage(message: InMessage): Attempt | undefined {
  const { status, outcome, attempts: number, startedAt, finishedAt, code, detail } = message
  // Not begun by a sender, or forgotten by the daily job.
  if (startedAt === null) return undefined
  if (status === 'SENDING')
    return { number, startedAt, finishedAt: null, outcome: null, code: null, detail: null }
  return outcome === 'SENT' ? { number, startedAt, finishedAt, outcome, code, detail } : undefined
}

/** The timeline, with the attempt that is running. */
export async function attemptsOf(db: Kysely<Tables>, requestId: string): Promise<Attempt[]> {
  const ended = await db
    .selectFrom('attempts')
    .select(['number', 'startedAt', 'finishedAt', 'outcome', 'code', 'detail'])
    .where('requestId', '=', requestId)
    .orderBy('number')
    .execute()
  const message = await db
    .selectFrom('messages')
    .select(['status', 'outcome', 'attempts', 'startedAt', 'finishedAt', 'code', 'detail'])
    .where('requestId', '=', requestId)
    .executeTakeFirst()
  const last = message && attemptInMessage(message)
  return last ? [...ended, last] : ended
}
