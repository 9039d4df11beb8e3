import { verifyLedger } from '../../src/commands/verify-ledger.js'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js'
import { ledgerEntry } from '../support/builders.js'

const store = openSqliteStore(':memory:')
beforeAll(async () => {
  await store.migrate()
  for (let count = 0; count < 3; count += 1) await store.ledger.append(ledgerEntry())
})
afterAll(() => store.close())

/** The ledger in pages of one row, with what somebody did to it. */
const paged = (change = (rows: Awaited<ReturnType<typeof store.ledger.rowsAfter>>) => rows) => ({
  rowsAfter: async (seq: number) =>
    change(await store.ledger.rowsAfter(0, 10))
      .filter((row) => row.seq > seq)
      .slice(0, 1),
})

test('a whole chain is told with its length and last hash, over any number of pages', async () => {
  const [, , last] = await store.ledger.rowsAfter(0, 10)
  expect(await verifyLedger(paged())).toEqual({ rows: 3, head: last!.hash })
})

test.each([
  [
    'changed',
    2,
    (rows: { seq: number; entry: string }[]) =>
      rows.map((row) => (row.seq === 2 ? { ...row, entry: '{}' } : row)),
  ],
  ['taken out', 3, (rows: { seq: number }[]) => rows.filter(({ seq }) => seq !== 2)],
])('a row that was %s is found', async (_what, brokenAt, change) => {
  expect(await verifyLedger(paged(change as never))).toMatchObject({ brokenAt })
})
