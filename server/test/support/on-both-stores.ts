import { openSqliteStore } from '../../src/store/sqlite.js'
import type { Store } from '../../src/store/store.js'
import { Merchant } from './merchant.js'
import { findServer, onGivenTime, storesOnOneSchema } from './test-database.js'

const server = findServer()

const inMemory = () => Promise.resolve(openSqliteStore(':memory:'))

/** Both stores pass one contract (store/contract/), so `npm test` tries the rules above them on one. */
const isEveryStore = process.env['EVERY_CASE'] === 'yes'

/**
 * The same rules for a merchant on SQLite and, with `npm run test:long -- server` where there is a server, on PostgreSQL;
 * both go by the test's time.
 */
export function onBothStores(rules: (merchant: () => Merchant) => void): void {
  const stores: [string, () => Promise<Store>][] = [
    ['SQLite', inMemory],
    ...(isEveryStore && server !== undefined
      ? [['PostgreSQL', storesOnOneSchema(server)] satisfies [string, unknown]]
      : []),
  ]
  describe.each(stores)('on %s', (_name, open) => {
    let merchant: Merchant
    beforeEach(async () => {
      const store = onGivenTime(await open(), () => merchant.stub.now())
      // Nothing asks for the time before the merchant is there.
      merchant = await Merchant.open({ services: { store } })
    })
    afterEach(() => merchant.close())
    rules(() => merchant)
  })
}
