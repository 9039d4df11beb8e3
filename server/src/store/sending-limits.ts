import { sql, type Kysely } from 'kysely'
import { jsonRows, ofApps, type Columns, type Dialect } from './database.js'
import type { SendingApp, Tables } from './tables.js'

/** A breaker, and for a whole app the pace, as one process has them. */
export type ReportedLimit = Pick<
  Tables['sendingLimits'],
  'process' | keyof SendingApp | 'templateCode' | 'state' | 'perSecond'
>

export type BreakerKey = Pick<ReportedLimit, keyof SendingApp | 'templateCode'>

const keyColumns: Columns = { appId: 'text', customerBelongsTo: 'text', templateCode: 'text' }
const columns: Columns = {
  ...{ process: 'text', appId: 'text', customerBelongsTo: 'text', templateCode: 'text', state: 'text' },
  ...{ perSecond: 'text', reportedAt: 'bigint' },
}

/** What each process says of its breakers and paces: they live in its memory. */
export const sendingLimits = (db: Kysely<Tables>, { eachOf }: Dialect) => ({
  /** Replaces what the process said before. */
  async report(
    process: string,
    limits: readonly Omit<ReportedLimit, 'process'>[],
    now: number,
  ): Promise<void> {
    if (limits.length > 0) {
      const rows = limits.map(({ appId, customerBelongsTo, templateCode, state, perSecond }) => [
        ...[process, appId, customerBelongsTo, templateCode, state],
        ...[perSecond === null ? null : String(perSecond), now],
      ])
      await sql`insert into sending_limits (process, app_id, customer_belongs_to, template_code, state, per_second, reported_at)
        select process, app_id, customer_belongs_to, template_code, state, cast(per_second as double precision), reported_at
        from (${jsonRows(eachOf, columns, rows)}) as given where true
        on conflict (process, app_id, customer_belongs_to, template_code)
        do update set state = excluded.state, per_second = excluded.per_second, reported_at = excluded.reported_at`.execute(
        db,
      )
    }
    const said = limits.map((one) => [one.appId, one.customerBelongsTo, one.templateCode])
    await sql`delete from sending_limits where process = ${process}
      and (app_id, customer_belongs_to, template_code) not in (${jsonRows(eachOf, keyColumns, said)})`.execute(
      db,
    )
  },

  /** What was said since then. */
  since: (time: number, appIds?: readonly string[]): Promise<ReportedLimit[]> =>
    db
      .selectFrom('sendingLimits')
      .select(['process', 'appId', 'customerBelongsTo', 'templateCode', 'state', 'perSecond'])
      .where('reportedAt', '>=', time)
      .where(ofApps(eachOf, appIds))
      .orderBy('appId')
      .orderBy('customerBelongsTo')
      .orderBy('templateCode')
      .orderBy('process')
      .execute(),

  /** Asks every process that holds it; false: none does. */
  async askRelease({ appId, customerBelongsTo, templateCode }: BreakerKey): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('sendingLimits')
      .set({ isReleaseAsked: 1 })
      .where('appId', '=', appId)
      .where('customerBelongsTo', '=', customerBelongsTo)
      .where('templateCode', '=', templateCode)
      .where('state', '<>', 'CLOSED')
      .executeTakeFirst()
    return numUpdatedRows > 0n
  },

  /** What this process was asked for since it looked last. */
  takeReleases: (process: string): Promise<BreakerKey[]> =>
    db
      .updateTable('sendingLimits')
      .set({ isReleaseAsked: 0 })
      .where('process', '=', process)
      .where('isReleaseAsked', '=', 1)
      .returning(['appId', 'customerBelongsTo', 'templateCode'])
      .execute(),

  /** Of processes that have ended. */
  async forgetBefore(time: number): Promise<void> {
    await db.deleteFrom('sendingLimits').where('reportedAt', '<', time).execute()
  },
})
