import { sql, type Kysely } from 'kysely'
import { changedOne } from './database.js'
import type { IdempotencyKey, Tables } from './tables.js'

type IdempotencyRecord = { requestHash: string } & (
  | { state: 'RUNNING'; leaseUntil: number }
  | { state: 'FORGOTTEN' }
  | { state: 'DONE'; answer: string; finishedAt: number }
)

export interface Try {
  hash: string
  now: number
  leaseUntil: number
  firstTry: string | null
  /** Where it is known before the request has run. */
  subject?: string
}

export interface Outcome {
  answer: string
  subject: string
  now: number
}

export function idempotency(db: Kysely<Tables>) {
  const at = ({ scope, requestId }: IdempotencyKey) =>
    db.selectFrom('idempotencyRecords').where('scope', '=', scope).where('requestId', '=', requestId)

  return {
    async find(key: IdempotencyKey): Promise<IdempotencyRecord | undefined> {
      const row = await at(key).selectAll().executeTakeFirst()
      if (!row) return undefined
      const { requestHash, state, leaseUntil, answer, finishedAt } = row
      if (state === 'FORGOTTEN') return { requestHash, state }
      return answer === null || finishedAt === null
        ? { requestHash, state: 'RUNNING', leaseUntil }
        : { requestHash, state: 'DONE', answer, finishedAt }
    },

    /**
     * Defined for the one caller that may run the request: the first, or the next after a lease ran out or a try was
     * forgotten. He gets the `firstTry` of whoever began this request first.
     */
    begin: (
      { scope, requestId }: IdempotencyKey,
      { hash: requestHash, now, leaseUntil, firstTry, subject }: Try,
    ): Promise<{ firstTry: string | null } | undefined> =>
      db
        .insertInto('idempotencyRecords')
        .values({
          scope,
          requestId,
          requestHash,
          state: 'RUNNING',
          leaseUntil,
          firstTry,
          subject: subject ?? null,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['scope', 'requestId'])
            .doUpdateSet({
              ...{ requestHash, state: 'RUNNING', leaseUntil, finishedAt: null },
              firstTry: sql`case when idempotency_records.request_hash = ${requestHash}
                then idempotency_records.first_try else ${firstTry} end`,
            })
            .where((or) =>
              or.or([
                or('idempotencyRecords.state', '=', 'FORGOTTEN'),
                // A process that died left it running: the next one may take over.
                or.and([
                  or('idempotencyRecords.state', '=', 'RUNNING'),
                  or('idempotencyRecords.leaseUntil', '<=', now),
                  or('idempotencyRecords.requestHash', '=', requestHash),
                ]),
              ]),
            ),
        )
        .returning('firstTry')
        .executeTakeFirst(),

    /**
     * False when another lease than the one that ends at `leaseUntil` is in force: then nothing is changed. Each lease
     * ends later than the one that it took over from, so its end names it.
     */
    async finish(
      { scope, requestId }: IdempotencyKey,
      leaseUntil: number,
      { answer, subject, now }: Outcome,
    ): Promise<boolean> {
      const finished = await db
        .updateTable('idempotencyRecords')
        .set({ state: 'DONE', answer, subject, finishedAt: now })
        .where('scope', '=', scope)
        .where('requestId', '=', requestId)
        .where('state', '=', 'RUNNING')
        .where('leaseUntil', '=', leaseUntil)
        .executeTakeFirst()
      // Gone: the user was erased meanwhile, and with him what would be kept.
      return changedOne(finished) || !(await at({ scope, requestId }).select('state').executeTakeFirst())
    },

    /** Forgets a request whose outcome is not kept, while that lease is in force; of one with a `firstTry` that stays. */
    async forget({ scope, requestId }: IdempotencyKey, leaseUntil: number, now: number): Promise<void> {
      const running = { scope, requestId, state: 'RUNNING' as const, leaseUntil }
      await db
        .deleteFrom('idempotencyRecords')
        .where((row) => row.and(running))
        .where('firstTry', 'is', null)
        .execute()
      await db
        .updateTable('idempotencyRecords')
        .set({ state: 'FORGOTTEN', finishedAt: now })
        .where((row) => row.and(running))
        .execute()
    },
  }
}
