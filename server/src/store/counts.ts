import { sql, type Kysely } from 'kysely'
import { jsonRows, ofApps, type Columns, type Dialect } from './database.js'
import type { CountKey, MessageOutcome, Tables } from './tables.js'
import { deleteOldest } from './upkeep.js'

/** So many messages with one key that finished in one minute. */
export interface CountedMinute extends CountKey {
  /** When the minute began. */
  minute: number
  messages: number
}

/** Every minute is counted in its hour as well: what is asked for a month has few rows. */
export const minuteMs = 60_000
export const hourMs = 3_600_000
const spans = [minuteMs, hourMs]

const columns: Columns = {
  ...{ appId: 'text', spanMs: 'bigint', startsAt: 'bigint', outcome: 'text', code: 'text' },
  ...{ slot: 'bigint', messages: 'bigint' },
}

/** Plots are drawn from these rows. */
export interface CountsAsked {
  /** Of these apps; of all where none are named. */
  appIds?: readonly string[] | undefined
  /** Of a minute, or of an hour. */
  spanMs: number
  from: number
  /** Rows are summed up to steps of this length. */
  stepMs: number
}

/** How many messages finished, kept apart from them. */
export const counts = (db: Kysely<Tables>, { eachOf }: Dialect) => ({
  /** One statement. Rows have one order everywhere, so that two processes don't lock each other out. */
  async add(counted: readonly CountedMinute[]): Promise<void> {
    if (counted.length === 0) return
    const rows = new Map<string, [key: (string | number)[], messages: number]>()
    for (const { minute, messages, appId, outcome, code, slot } of counted) {
      for (const spanMs of spans) {
        const key = [appId, spanMs, minute - (minute % spanMs), outcome, code, slot]
        const text = JSON.stringify(key)
        rows.set(text, [key, messages + (rows.get(text)?.[1] ?? 0)])
      }
    }
    const inOrder = [...rows].toSorted(([one], [two]) => (one < two ? -1 : 1)).map(([, row]) => row)
    const given = jsonRows(
      eachOf,
      columns,
      inOrder.map(([key, messages]) => [...key, messages]),
    )
    await sql`insert into message_counts (app_id, span_ms, starts_at, outcome, code, slot, messages)
      select * from (${given}) as given where true
      on conflict (app_id, span_ms, starts_at, outcome, code, slot)
      do update set messages = message_counts.messages + excluded.messages`.execute(db)
  },

  /** By step, outcome and slot, the oldest first. */
  async series({ appIds, spanMs, from, stepMs }: CountsAsked) {
    const { rows } = await sql<{ at: number; outcome: MessageOutcome; slot: number; messages: number }>`
      select starts_at - starts_at % cast(${stepMs} as bigint) as at, outcome, slot,
        cast(sum(messages) as bigint) as messages
      from message_counts where span_ms = ${spanMs} and starts_at >= ${from} and ${ofApps(eachOf, appIds)}
      group by 1, outcome, slot order by 1`.execute(db)
    return rows
  },

  /** What stood in the way, the most frequent first: codes of messages that were not sent. */
  async codes({ appIds, spanMs, from }: Omit<CountsAsked, 'stepMs'>, limit: number) {
    const { rows } = await sql<{ outcome: MessageOutcome; code: string; messages: number }>`
      select outcome, code, cast(sum(messages) as bigint) as messages
      from message_counts where span_ms = ${spanMs} and starts_at >= ${from} and outcome <> 'SENT'
        and ${ofApps(eachOf, appIds)}
      group by outcome, code order by 3 desc, code, outcome limit ${limit}`.execute(db)
    return rows
  },

  /** One batch: deletes counts of this span from before, the oldest first; true when no more is left. */
  async forgetBefore(spanMs: number, before: number, limit: number): Promise<boolean> {
    const key = ['app_id', 'span_ms', 'starts_at', 'outcome', 'code', 'slot']
    const also = sql`and span_ms = ${spanMs}`
    return (await deleteOldest(db, 'message_counts', key, 'starts_at', before, limit, also)) < limit
  },
})
