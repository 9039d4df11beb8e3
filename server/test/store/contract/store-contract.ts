import type { Store } from '../../../src/store/store.js'
import { batchesContract } from './batches.js'
import { eventsContract } from './events.js'
import { idempotencyContract } from './idempotency.js'
import { ledgerContract } from './ledger.js'
import { messagesContract } from './messages.js'
import { withStore } from './opened-store.js'
import { searchContract } from './search.js'
import { subscriptionsContract } from './subscriptions.js'
import { authCodesContract, tokensContract } from './tokens.js'
import { upkeepContract } from './upkeep.js'
import { userInfosContract } from './user-infos.js'

/**
 * Everything the domain relies on, for any store: `open` gives an empty one each time, `openUnmigrated` one without tables.
 */
export const storeContract = (name: string, open: () => Promise<Store>, openUnmigrated = open) =>
  describe(`${name}:`, () => {
    withStore(open, (store) => {
      ledgerContract(store)
      subscriptionsContract(store)
      tokensContract(store)
      authCodesContract(store)
      userInfosContract(store)
      idempotencyContract(store)
      messagesContract(store)
      batchesContract(store)
      searchContract(store)
      eventsContract(store)
      upkeepContract(store)
      test('a database that was not brought up to date is refused, unchanged, with what to do', async () => {
        const empty = await openUnmigrated()
        try {
          for (let count = 0; count < 2; count += 1)
            await expect(empty.checkSchema()).rejects.toThrow(/lacks migration 0001-tables: run .* migrate/)
          await empty.migrate()
          await empty.checkSchema()
        } finally {
          await empty.close()
        }
      })
      test('migrating again changes nothing', async () => {
        await store().subscriptions.ensure({ subject: 's', appId: 'a', customerBelongsTo: 'c' }, ['t'])
        await store().migrate()
        await store().upkeep.tryWrite()
        expect(
          await store().subscriptions.ofOwnerForUpdate({ subject: 's', appId: 'a', customerBelongsTo: 'c' }),
        ).toHaveLength(1)
      })
    })
  })
