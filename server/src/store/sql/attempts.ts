import { sql, type Kysely } from 'kysely'
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

/** Attempts are written when they have ended; while one runs, its message says so. */
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

/** The timeline, with the attempt that is running. */
export async function attemptsOf(db: Kysely<Tables>, requestId: string): Promise<Attempt[]> {
  const ended = await db
    .selectFrom('attempts')
    .select(['number', 'startedAt', 'finishedAt', 'outcome', 'code', 'detail'])
    .where('requestId', '=', requestId)
    .orderBy('number')
    .execute()
  const running = await db
    .selectFrom('messages')
    .select(['attempts as number', 'startedAt'])
    .where('requestId', '=', requestId)
    .where('status', '=', 'SENDING')
    .executeTakeFirst()
  if (!running || running.startedAt === null) return ended
  return [
    ...ended,
    {
      number: running.number,
      startedAt: running.startedAt,
      finishedAt: null,
      outcome: null,
      code: null,
      detail: null,
    },
  ]
}
