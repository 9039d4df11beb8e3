import { createHash } from 'node:crypto'

/** Who withdrew or agreed where: on our panel, in the super app, which told us when we sent, or by being erased. */
export type DecisionOrigin = 'COMPONENT' | 'SUPER_APP' | 'ERASURE'

/** One decision about one template, with what proves it. Knows a person only by `subject`. */
export interface LedgerEntry {
  subject: string
  appId: string
  customerBelongsTo: string
  templateCode: string
  kind: 'ONE_TIME' | 'LONG_TERM'
  type: 'AGREE' | 'REJECT'
  origin: DecisionOrigin
  /** False when a newer decision stood already: kept as proof, changes nothing. */
  inForce: boolean
  requestId: string
  /** ISO 8601, by the user's device. */
  answeredAt: string
  /** ISO 8601, by this server. */
  receivedAt: string
  /** What was shown; absent for a withdrawal made in the super app. */
  shown?: {
    at: string
    surface: 'BUILTIN' | 'NATIVE' | 'ADAPTER'
    language: string
    textVersion: string
    text?: string[]
    component: string
    textVerified: boolean
    /** Why the text counts as verified or not. */
    textCheck: string
  }
}

export interface LedgerRow {
  seq: number
  previousHash: string
  hash: string
  /** The entry as it was hashed. */
  entry: string
}

/** What the first row names as the hash before it. */
export const genesisHash = '0'.repeat(64)

/** The text that is stored and hashed: keys in the order of the entry, once written never re-serialised. */
export const entryText = (entry: LedgerEntry): string => JSON.stringify(entry)

export const chainHash = (previousHash: string, entry: string): string =>
  createHash('sha256').update(`${previousHash}\n${entry}`).digest('hex')

/** The first row that doesn't follow from the one before it, `after` being the one before all; undefined when the chain is whole. */
export function firstBrokenRow(
  rows: Iterable<LedgerRow>,
  after: Pick<LedgerRow, 'seq' | 'hash'> = { seq: 0, hash: genesisHash },
): number | undefined {
  let { seq, hash } = after
  for (const row of rows) {
    const follows = row.seq === seq + 1 && row.previousHash === hash
    if (!follows || row.hash !== chainHash(row.previousHash, row.entry)) return row.seq
    seq = row.seq
    hash = row.hash
  }
  return undefined
}
