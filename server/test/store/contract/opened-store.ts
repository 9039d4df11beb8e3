import type { Store } from '../../../src/store/store.js'

/** What each part of the contract is given: a fresh, migrated store for each test. */
export type OpenedStore = () => Store

/** Runs one part of the contract on the stores that `open` gives. */
export function withStore(open: () => Promise<Store>, part: (store: OpenedStore) => void): void {
  let store: Store
  beforeEach(async () => {
    store = await open()
    await store.migrate()
  })
  afterEach(() => store.close())
  part(() => store)
}
