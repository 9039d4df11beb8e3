import { createHash, createHmac } from 'node:crypto'

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
  /** ISO 8601, the computed time that counts: rule f of docs/contract.md. */
  decidedAt: string
  /** ISO 8601, by this server or its database. */
  receivedAt: string
  /** ISO 8601, by the user's device; both are absent where no panel was answered. */
  answeredAt?: string
  sentAt?: string
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
  /** Counts from 1 in each app: every app has a chain of its own. */
  seq: number
  previousHash: string
  hash: string
  /** Made with a key that the database does not hold. */
  mac: string
  /** The entry as it was hashed. */
  entry: string
}

/** The first makes the MACs of new rows; all of them check those that are there. */
export type LedgerKeys = readonly [Buffer, ...Buffer[]]

/** What the first row of a chain names as the hash before it. */
export const genesisHash = '0'.repeat(64)

/** The text that is stored and hashed: keys in the order of the entry, once written never re-serialised. */
export const entryText = (entry: LedgerEntry): string => JSON.stringify(entry)

export const chainHash = (previousHash: string, entry: string): string =>
  createHash('sha256').update(`${previousHash}\n${entry}`).digest('hex')

/** Whoever can write the database can make hashes that fit, but not this. */
export const macOf = (key: Buffer, appId: string, seq: number, hash: string): string =>
  createHmac('sha256', key).update(`${appId}\n${seq}\n${hash}`).digest('hex')

export interface BrokenRow {
  seq: number
  why: string
}

/** The first row of an app's chain that is not as it was written, `after` being the one before all; undefined when it is whole. */
export function firstBrokenRow(
  rows: Iterable<LedgerRow>,
  { appId, keys }: { appId: string; keys: LedgerKeys },
  after: Pick<LedgerRow, 'seq' | 'hash'> = { seq: 0, hash: genesisHash },
): BrokenRow | undefined {
  let before = after
  for (const row of rows) {
    const why = whatIsWrong(row, before, appId, keys)
    if (why !== undefined) return { seq: row.seq, why }
    before = row
  }
  return undefined
}

function whatIsWrong(
  { seq, previousHash, hash, mac, entry }: LedgerRow,
  before: Pick<LedgerRow, 'seq' | 'hash'>,
  appId: string,
  keys: LedgerKeys,
): string | undefined {
  if (seq !== before.seq + 1 || previousHash !== before.hash) return 'it does not follow the row before it'
  if (hash !== chainHash(previousHash, entry)) return 'its hash is not that of its entry'
  if (!keys.some((key) => macOf(key, appId, seq, hash) === mac))
    return 'its MAC was made with none of LEDGER_KEY: add the key of that time, or somebody else wrote the row'
  const { appId: named } = JSON.parse(entry) as LedgerEntry
  return named === appId ? undefined : 'its entry is of another app'
}
