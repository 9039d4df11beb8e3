import { sql, type Kysely } from 'kysely'
import {
  chainHash,
  entryText,
  genesisHash,
  macOf,
  type LedgerEntry,
  type LedgerRow,
} from '../consent/ledger.js'
import { atomic, type Dialect } from './database.js'
import type { SubjectApp, Tables } from './tables.js'

/** An entry, and the key for its MAC. */
export interface Appended {
  entry: LedgerEntry
  key: Buffer
}

/** Adds the entries to their apps' chains. A chain has one end, which whoever appends holds until his transaction ends. */
export async function appendAll(
  tx: Kysely<Tables>,
  { rowLocks }: Dialect,
  appended: readonly Appended[],
): Promise<void> {
  let chain: { appId: string; seq: number; hash: string } | undefined
  // In one order everywhere, so that two transactions don't lock each other out.
  const inOrder = appended.toSorted((one, two) => compare(one.entry.appId, two.entry.appId))
  for (const { entry, key } of inOrder) {
    const { appId, subject } = entry
    if (chain?.appId !== appId) {
      if (rowLocks)
        await sql`select pg_advisory_xact_lock('consent_ledger'::regclass::oid::int, hashtext(${appId}))`.execute(
          tx,
        )
      const last = await tx
        .selectFrom('consentLedger')
        .select(['appId', 'seq', 'hash'])
        .where('appId', '=', appId)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst()
      chain = last ?? { appId, seq: 0, hash: genesisHash }
    }
    const { seq: lastSeq, hash: previousHash } = chain
    const [seq, text] = [lastSeq + 1, entryText(entry)]
    const hash = chainHash(previousHash, text)
    const mac = macOf(key, appId, seq, hash)
    await tx
      .insertInto('consentLedger')
      .values({ appId, seq, previousHash, hash, mac, subject, entry: text })
      .execute()
    chain = { appId, seq, hash }
  }
}

const compare = (one: string, two: string) => (one < two ? -1 : Number(one > two))

/** @param atEnd what the transaction will append when its work is done; absent where there is none */
export const ledger = (db: Kysely<Tables>, dialect: Dialect, atEnd?: Appended[]) => ({
  /**
   * Adds the entry to its app's chain, with a MAC by this key; in a transaction when all its work is done, so that
   * others wait for the end of the chain as briefly as possible. The database refuses to change or delete an entry.
   */
  async append(entry: LedgerEntry, key: Buffer): Promise<void> {
    if (atEnd) atEnd.push({ entry, key })
    else await atomic(db, (tx) => appendAll(tx, dialect, [{ entry, key }]))
  },

  /** What a subject has decided in an app, newest row first. */
  async ofSubject({ subject, appId }: Pick<SubjectApp, 'subject' | 'appId'>): Promise<LedgerEntry[]> {
    const rows = await db
      .selectFrom('consentLedger')
      .select('entry')
      .where('subject', '=', subject)
      .where('appId', '=', appId)
      .orderBy('seq', 'desc')
      .execute()
    const ours = atEnd
      ?.map(({ entry }) => entry)
      .filter((one) => one.subject === subject && one.appId === appId)
    return [...(ours ?? []).toReversed(), ...rows.map(({ entry }) => JSON.parse(entry) as LedgerEntry)]
  },

  /** Those that have a chain. */
  async apps(): Promise<string[]> {
    const rows = await db.selectFrom('consentLedger').select('appId').distinct().orderBy('appId').execute()
    return rows.map(({ appId }) => appId)
  },

  /** Rows of an app after `seq`, in order. */
  rowsAfter: (appId: string, seq: number, limit: number): Promise<LedgerRow[]> =>
    db
      .selectFrom('consentLedger')
      .select(['seq', 'previousHash', 'hash', 'mac', 'entry'])
      .where('appId', '=', appId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(limit)
      .execute(),
})
