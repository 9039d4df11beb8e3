import type { Kysely } from 'kysely'
import type { IdempotencyKey, IdempotencyStore } from '../store.js'
import type { Tables } from './tables.js'

export function idempotency(db: Kysely<Tables>): IdempotencyStore {
  const at = ({ scope, requestId }: IdempotencyKey) =>
    db.selectFrom('idempotencyRecords').where('scope', '=', scope).where('requestId', '=', requestId)

  return {
    async find(key) {
      const row = await at(key).selectAll().executeTakeFirst()
      if (!row) return undefined
      const { requestHash, leaseUntil, answer, finishedAt } = row
      return answer === null || finishedAt === null
        ? { requestHash, state: 'RUNNING', leaseUntil }
        : { requestHash, state: 'DONE', answer, finishedAt }
    },

    async begin({ scope, requestId }, requestHash, now, leaseUntil) {
      const begun = await db
        .insertInto('idempotencyRecords')
        .values({ scope, requestId, requestHash, state: 'RUNNING', leaseUntil })
        .onConflict((conflict) =>
          conflict
            .columns(['scope', 'requestId'])
            .doUpdateSet({ leaseUntil })
            // A process that died left it running: the next one may take over.
            .where('idempotencyRecords.state', '=', 'RUNNING')
            .where('idempotencyRecords.leaseUntil', '<=', now)
            .where('idempotencyRecords.requestHash', '=', requestHash),
        )
        .executeTakeFirst()
      return begun.numInsertedOrUpdatedRows === 1n
    },

    async finish({ scope, requestId }, answer, now) {
      await db
        .updateTable('idempotencyRecords')
        .set({ state: 'DONE', answer, finishedAt: now })
        .where('scope', '=', scope)
        .where('requestId', '=', requestId)
        .execute()
    },

    async forget({ scope, requestId }) {
      await db
        .deleteFrom('idempotencyRecords')
        .where('scope', '=', scope)
        .where('requestId', '=', requestId)
        .where('state', '=', 'RUNNING')
        .execute()
    },
  }
}
