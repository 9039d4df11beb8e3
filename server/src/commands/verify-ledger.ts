import { firstBrokenRow, genesisHash, type BrokenRow, type LedgerKeys } from '../consent/ledger.js'
import type { StoreParts } from '../store/store.js'

/** A row as people note it: `<seq>:<hash>`. */
export interface NotedRow {
  seq: number
  hash: string
}

export interface ChainCheck {
  appId: string
  rows: number
  /** `<seq>:<hash>` of the last row. */
  head: string
  broken?: BrokenRow
}

export interface LedgerCheck {
  /** One for each app. */
  chains: ChainCheck[]
  /** Rows noted earlier that no chain has any more: cut off, or rewritten. */
  missing: string[]
}

const atOnce = 1_000

/** @throws Error when the text is no `<seq>:<hash>` */
export function readExpected(text: string): NotedRow {
  const [, seq, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text) ?? []
  if (seq === undefined || hash === undefined)
    throw new Error(`"${text}" is no row: give it as verify-ledger printed it, <seq>:<hash>`)
  return { seq: Number(seq), hash }
}

/**
 * Walks the chain of every app, page by page. `expected` are rows that were noted outside of this machine: only they
 * prove that nothing was cut off at the end, or rewritten by somebody who has the keys too.
 */
export async function verifyLedger(
  ledger: Pick<StoreParts['ledger'], 'apps' | 'rowsAfter'>,
  keys: LedgerKeys,
  expected: readonly NotedRow[] = [],
): Promise<LedgerCheck> {
  const missing = new Set(expected.map(({ seq, hash }) => `${seq}:${hash}`))
  const chains: ChainCheck[] = []
  for (const appId of await ledger.apps()) {
    const chain: ChainCheck = { appId, rows: 0, head: `0:${genesisHash}` }
    let last = { seq: 0, hash: genesisHash }
    chains.push(chain)
    while (!chain.broken) {
      const page = await ledger.rowsAfter(appId, last.seq, atOnce)
      if (page.length === 0) break
      const broken = firstBrokenRow(page, { appId, keys }, last)
      if (broken) chain.broken = broken
      const good = broken
        ? page.slice(
            0,
            page.findIndex(({ seq }) => seq === broken.seq),
          )
        : page
      for (const { seq, hash } of good) missing.delete(`${seq}:${hash}`)
      last = good.at(-1) ?? last
      chain.rows += good.length
      chain.head = `${last.seq}:${last.hash}`
    }
  }
  return { chains, missing: [...missing] }
}
