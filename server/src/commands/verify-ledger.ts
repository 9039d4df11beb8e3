import { firstBrokenRow, genesisHash, type LedgerRow } from '../consent/ledger-entry.js'
import type { ConsentLedger } from '../store/store.js'

export interface LedgerCheck {
  rows: number
  /** The hash of the last row: kept elsewhere, it also proves that no rows were cut off at the end. */
  head: string
  /** The first row that does not follow from the one before it. */
  brokenAt?: number
}

const atOnce = 1_000

/** Walks the whole chain, page by page. */
export async function verifyLedger(ledger: Pick<ConsentLedger, 'rowsAfter'>): Promise<LedgerCheck> {
  let last: LedgerRow | undefined
  let rows = 0
  for (;;) {
    const page = await ledger.rowsAfter(last?.seq ?? 0, atOnce)
    if (page.length === 0) return { rows, head: last?.hash ?? genesisHash }
    const brokenAt = firstBrokenRow(page, last)
    if (brokenAt !== undefined) return { rows, head: last?.hash ?? genesisHash, brokenAt }
    rows += page.length
    last = page.at(-1)
  }
}
