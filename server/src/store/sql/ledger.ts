import { sql, type Kysely } from 'kysely'
import { chainHash, entryText, genesisHash } from '../../consent/ledger-entry.js'
import type { ConsentLedger } from '../store.js'
import { atomic } from './atomic.js'
import type { RowLocks } from './row-locks.js'
import type { Tables } from './tables.js'

export const ledger = (db: Kysely<Tables>, rowLocks: RowLocks): ConsentLedger => ({
  append: (entry) =>
    atomic(db, async (tx) => {
      // One chain has one end: whoever appends holds it until its transaction ends.
      if (rowLocks)
        await sql`select pg_advisory_xact_lock('consent_ledger'::regclass::oid::bigint)`.execute(tx)
      const last = await tx
        .selectFrom('consentLedger')
        .select(['seq', 'hash'])
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst()
      const { seq, hash: previousHash } = last ?? { seq: 0, hash: genesisHash }
      const text = entryText(entry)
      await tx
        .insertInto('consentLedger')
        .values({
          seq: seq + 1,
          previousHash,
          hash: chainHash(previousHash, text),
          subject: entry.subject,
          entry: text,
        })
        .execute()
    }),

  rowsAfter: (seq, limit) =>
    db
      .selectFrom('consentLedger')
      .select(['seq', 'previousHash', 'hash', 'entry'])
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(limit)
      .execute(),
})
