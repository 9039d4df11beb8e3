import { sql, type Kysely } from 'kysely'
import { atomic, type Dialect } from './database.js'
import { events } from './events.js'
import type { Tables } from './tables.js'

/** `COPY`: made by `backup`. `SAID`: by `restored`. `MOVED`: these rows were in another database before. */
export type PauseCause = 'COPY' | 'SAID' | 'MOVED'

export interface SendingPause {
  since: number
  cause: PauseCause
}

/** Part of every statement that takes something to send, so that it costs no statement of its own. */
export const maySend = sql<boolean>`not exists (select 1 from sending_state where paused_since is not null)`

/** Whether messages and webhooks may leave. A database that was restored has forgotten later withdrawals. */
export function sendingState(db: Kysely<Tables>, dialect: Dialect) {
  /** Undefined while they may. */
  const pause = async (): Promise<SendingPause | undefined> => {
    const found = await db.selectFrom('sendingState').selectAll().executeTakeFirst()
    if (!found || found.pausedSince === null) return undefined
    return { since: found.pausedSince, cause: found.pauseCause as PauseCause }
  }
  return {
    pause,

    /** From now on nothing leaves, and what is queued counts as perhaps sent already. */
    begin: (cause: PauseCause, now: number): Promise<void> =>
      atomic(db, async (tx) => {
        const values = { pausedSince: now, pauseCause: cause, place: await dialect.place(tx) }
        await tx
          .insertInto('sendingState')
          .values({ id: 1, ...values })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
          .execute()
        await sql`update messages set was_unknown = 1, unknown_code = coalesce(unknown_code, 'RESTORED')`.execute(
          tx,
        )
        await events(tx, dialect).countOn()
      }),

    /** What was paused until now, if anything. */
    end: (): Promise<SendingPause | undefined> =>
      atomic(db, async (tx) => {
        const ended = await sendingState(tx, dialect).pause()
        await tx.updateTable('sendingState').set({ pausedSince: null, pauseCause: null }).execute()
        return ended
      }),

    /** At a start: pauses where these rows were in another database before. Of a SQLite file that can't be told. */
    notice: (now: number): Promise<void> =>
      atomic(db, async (tx) => {
        const place = await dialect.place(tx)
        await tx
          .insertInto('sendingState')
          .values({ id: 1, place, pausedSince: null, pauseCause: null })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        const known = await tx.selectFrom('sendingState').select('place').executeTakeFirstOrThrow()
        if (known.place !== place) await sendingState(tx, dialect).begin('MOVED', now)
      }),
  }
}
