import { readExpected, verifyLedger } from '../../src/commands/verify-ledger.js'
import { chainHash, macOf, type LedgerRow } from '../../src/consent/ledger.js'
import { openSqliteStore } from '../../src/store/sqlite.js'
import { ledgerEntry, ledgerKeys, owner } from '../support/builders.js'

const store = openSqliteStore(':memory:')
const { appId } = owner
const [key] = ledgerKeys
beforeAll(async () => {
  await store.migrate()
  for (let count = 0; count < 3; count += 1) await store.ledger.append(ledgerEntry(), key)
  await store.ledger.append(ledgerEntry({ appId: 'P2' }), key)
})
afterAll(() => store.close())

/** The ledger in pages of one row, with what somebody did to the rows of the first app. */
const changed = (change: (rows: LedgerRow[]) => LedgerRow[] = (rows) => rows) => ({
  apps: () => store.ledger.apps(),
  rowsAfter: async (app: string, seq: number) => {
    const rows = await store.ledger.rowsAfter(app, 0, 10)
    return (app === appId ? change(rows) : rows).filter((row) => row.seq > seq).slice(0, 1)
  },
})
const check = (change?: (rows: LedgerRow[]) => LedgerRow[], expected: string[] = [], keys = ledgerKeys) =>
  verifyLedger(changed(change), keys, expected.map(readExpected))

/** What somebody can do who has the database and not the key: hashes that fit, and the MACs that were there. */
function rewritten(rows: LedgerRow[]): LedgerRow[] {
  let previousHash = rows[0]!.previousHash
  return rows.map((row) => {
    const entry = row.entry.replace('AGREE', 'REJECT')
    const made = { ...row, entry, previousHash, hash: chainHash(previousHash, entry) }
    previousHash = made.hash
    return made
  })
}

test('a whole ledger is reported app by app, with length and head, over any number of pages', async () => {
  const rows = await store.ledger.rowsAfter(appId, 0, 10)
  const [other] = await store.ledger.rowsAfter('P2', 0, 10)
  expect(await check()).toEqual({
    chains: [
      { appId, rows: 3, head: `3:${rows[2]!.hash}` },
      { appId: 'P2', rows: 1, head: `1:${other!.hash}` },
    ].sort((a, b) => (a.appId < b.appId ? -1 : 1)),
    missing: [],
  })
})

test.each<[string, number, string, (rows: LedgerRow[]) => LedgerRow[]]>([
  ['changed', 2, 'hash', (rows) => rows.map((row) => (row.seq === 2 ? { ...row, entry: '{}' } : row))],
  ['taken out', 3, 'follow', (rows) => rows.filter(({ seq }) => seq !== 2)],
  ['rewritten, with all that follow it', 1, 'MAC', rewritten],
  [
    'put in by somebody without the key',
    3,
    'MAC',
    (rows) =>
      rows.map((row) => (row.seq === 3 ? { ...row, mac: macOf(Buffer.alloc(32), appId, 3, row.hash) } : row)),
  ],
  [
    'of another app',
    1,
    'app',
    (rows) => {
      const entry = rows[0]!.entry.replace(appId, 'P9')
      const hash = chainHash(rows[0]!.previousHash, entry)
      return [{ ...rows[0]!, entry, hash, mac: macOf(key, appId, 1, hash) }]
    },
  ],
])('a row that was %s is found', async (_what, seq, why, change) => {
  const { chains } = await check(change)
  expect(chains.find((chain) => chain.appId === appId)?.broken).toEqual({
    seq,
    why: expect.stringContaining(why),
  })
})

test('rows under an older key are whole while that key is given, and not without it', async () => {
  const newer = Buffer.alloc(32, 9)
  expect((await check(undefined, [], [newer, key])).chains.filter(({ broken }) => broken)).toEqual([])
  expect((await check(undefined, [], [newer])).chains.filter(({ broken }) => broken)).toHaveLength(2)
})

describe('a hash noted earlier', () => {
  const noted = async () => (await check()).chains.map(({ head }) => head)

  test('is found, also where rows have followed it', async () => {
    const [first] = await store.ledger.rowsAfter(appId, 0, 1)
    expect(await check(undefined, [...(await noted()), `1:${first!.hash}`])).toMatchObject({ missing: [] })
  })

  test('tells that rows were cut off at the end, which the chain alone can’t', async () => {
    const { chains, missing } = await check((rows) => rows.slice(0, 2), await noted())
    expect(chains.filter(({ broken }) => broken)).toEqual([])
    expect(missing).toEqual([expect.stringMatching(/^3:/)])
  })

  test('tells that the chain was rewritten by somebody who has the key as well', async () => {
    const withKey = (rows: LedgerRow[]) =>
      rewritten(rows).map((row) => ({ ...row, mac: macOf(key, appId, row.seq, row.hash) }))
    const { chains, missing } = await check(withKey, await noted())
    expect(chains.filter(({ broken }) => broken)).toEqual([])
    expect(missing).toEqual([expect.stringMatching(/^3:/)])
  })

  test.each(['', '3', `x:${'a'.repeat(64)}`, `3:${'a'.repeat(63)}`])(
    '%j is not a row, and the error says so',
    (text) => {
      expect(() => readExpected(text)).toThrow('<seq>:<hash>')
    },
  )
})
