import type { Kysely } from 'kysely'
import { ofApps, type Dialect } from './database.js'
import type { AuditEntry, MessageKey, Tables } from './tables.js'

export type StoredAudit = AuditEntry & { id: number }

const columns = [
  ...(['id', 'at', 'keyName', 'action', 'appId', 'requestId'] as const),
  ...(['subject', 'customerBelongsTo', 'templateCode'] as const),
] as const

/** Who did what in the console. */
export const audit = (db: Kysely<Tables>, { eachOf }: Pick<Dialect, 'eachOf'>) => ({
  async add(entry: AuditEntry): Promise<void> {
    await db.insertInto('auditLog').values(entry).execute()
  },

  /** Newest first, after the row `before` where given; of these apps, or of all where none are named. */
  list: ({
    limit,
    before,
    appIds,
  }: {
    limit: number
    before?: number | undefined
    appIds?: readonly string[] | undefined
  }): Promise<StoredAudit[]> =>
    db
      .selectFrom('auditLog')
      .select(columns)
      .where(ofApps(eachOf, appIds))
      .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute(),

  /** What was done about a message, the oldest first. */
  ofMessage: ({ appId, requestId }: MessageKey): Promise<StoredAudit[]> =>
    db
      .selectFrom('auditLog')
      .select(columns)
      .where('appId', '=', appId)
      .where('requestId', '=', requestId)
      .orderBy('id')
      .execute(),
})
