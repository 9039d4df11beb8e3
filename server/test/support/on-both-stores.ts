import { openPostgresStore } from '../../src/store/postgres.js'
import { openSqliteStore } from '../../src/store/sqlite.js'
import type { Store } from '../../src/store/store.js'
import { Merchant } from './merchant.js'
import { emptySchema, findServer, onGivenTime } from './test-database.js'

async function openEmpty(server: string): Promise<Store> {
  const { url, drop } = await emptySchema(server)
  const store = openPostgresStore(url)
  const close = async () => {
    await store.close()
    await drop()
  }
  return { ...store, close }
}

const server = findServer()
const stores: [string, () => Promise<Store>][] = [
  ['SQLite', () => Promise.resolve(openSqliteStore(':memory:'))],
  ...(server === undefined
    ? []
    : [['PostgreSQL', () => openEmpty(server)] satisfies (typeof stores)[number]]),
]

/** The same rules for a merchant on SQLite and on PostgreSQL (where there is a server); both go by the test's time. */
export const onBothStores = (rules: (merchant: () => Merchant) => void): void =>
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
