import { sql, type Kysely } from 'kysely'
import { atomic, postgresDialect } from './database.js'
import { forgetOldest, keysOf, type History, type KeyOfFinished, type Place } from './history.js'
import type { Tables } from './tables.js'

const dayMs = 86_400_000
const daysAhead = 7
const parent = 'message_history'
/** Whoever finishes a message waits for nobody longer than this. */
const lockTimeout = sql`set local lock_timeout = '500ms'`

interface Day {
  name: string
  from: number
  until: number
}

const dayAt = (time: number): Day => {
  const from = Math.floor(time / dayMs) * dayMs
  const date = new Date(from).toISOString().slice(0, 10).replaceAll('-', '')
  return { name: `${parent}_${date}`, from, until: from + dayMs }
}

/** The days that have a partition, the oldest first. */
async function daysOf(db: Kysely<Tables>): Promise<Day[]> {
  const { rows } = await sql<{
    name: string
  }>`select relname as name from pg_inherits join pg_class on oid = inhrelid
    where inhparent = ${parent}::regclass order by relname`.execute(db)
  return rows.flatMap(({ name }) => {
    const [, year, month, day] = /_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? []
    return year === undefined ? [] : [dayAt(Date.UTC(Number(year), Number(month) - 1, Number(day)))]
  })
}

/** The history on PostgreSQL: a partition for each day (UTC), and one for what has no other. */
export const partitions = (db: Kysely<Tables>): History => ({
  prepare: (now) =>
    atomic(db, async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtext('mini-message history'))`.execute(tx)
      await lockTimeout.execute(tx)
      const there = new Set((await daysOf(tx)).map(({ name }) => name))
      for (let ahead = 0; ahead <= daysAhead; ahead += 1) {
        const day = dayAt(now + ahead * dayMs)
        if (!there.has(day.name)) await make(tx, day)
      }
    }),

  async forgetBefore(time, limit, after) {
    const day = (await daysOf(db)).find(({ until }) => until <= time)
    if (!day) {
      const table = `${parent}_default`
      const messages = await forgetOldest(db, postgresDialect, { table, before: time, limit })
      return { messages, isDone: messages < limit }
    }
    const last = await forgetKeysOf(db, day, limit, after?.day === day.name ? after : undefined)
    const messages = last.count
    if (last.after) return { messages, isDone: false, after: last.after }
    return { messages, isDone: !(await drop(db, day)) }
  },
})

/** Attached, since PARTITION OF would shut out everybody who reads or writes the history. */
async function make(tx: Kysely<Tables>, { name, from, until }: Day): Promise<void> {
  const { rows } = await sql`select 1 from message_history_default
    where finished_at >= ${from} and finished_at < ${until} limit 1`.execute(tx)
  // It came before its partition: the whole day stays where it is.
  if (rows.length > 0) return
  await sql`create table ${sql.table(name)} (like message_history including defaults including constraints)`.execute(
    tx,
  )
  await sql`alter table message_history attach partition ${sql.table(name)}
    for values from (${sql.lit(from)}) to (${sql.lit(until)})`.execute(tx)
}

/** The rows go with their partition, so only their keys are deleted one by one. */
const forgetKeysOf = (
  db: Kysely<Tables>,
  day: Day,
  limit: number,
  after: Place | undefined,
): Promise<{ count: number; after?: Place }> =>
  atomic(db, async (tx) => {
    const { rows } = await sql<KeyOfFinished>`
      select app_id, request_id, created_at from ${sql.table(day.name)}
      where (app_id, request_id) > (${after?.appId ?? ''}, ${after?.requestId ?? ''})
      order by app_id, request_id limit ${limit}`.execute(tx)
    const ours = keysOf(postgresDialect.eachOf, rows)
    // Whoever queues a dead letter anew holds its key until its row is gone from here: such a key stays.
    await sql`select from message_keys where ${ours} order by app_id, request_id for update`.execute(tx)
    await sql`delete from message_keys where ${ours} and exists (
      select from ${sql.table(day.name)} as finished where finished.app_id = message_keys.app_id
        and finished.request_id = message_keys.request_id and finished.created_at = message_keys.created_at)`.execute(
      tx,
    )
    const last = rows.at(-1)
    if (!last || rows.length < limit) return { count: rows.length }
    return { count: rows.length, after: { day: day.name, appId: last.appId, requestId: last.requestId } }
  })

/** False while somebody reads the history for longer: it is tried again with the next clean-up. */
async function drop(db: Kysely<Tables>, { name }: Day): Promise<boolean> {
  try {
    await atomic(db, async (tx) => {
      await lockTimeout.execute(tx)
      await sql`drop table ${sql.table(name)}`.execute(tx)
    })
    return true
  } catch (error) {
    if (hasCode(error, '55P03')) return false
    throw error
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && ((error as { code?: string }).code === code || hasCode(error.cause, code))
