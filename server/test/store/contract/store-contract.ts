import type { Store } from '../../../src/store/store.js'
import { batchesContract } from './batches.js'
import { idempotencyContract } from './idempotency.js'
import { ledgerContract } from './ledger.js'
import { messagesContract } from './messages.js'
import { withStore } from './opened-store.js'
import { subscriptionsContract } from './subscriptions.js'
import { authCodesContract, tokensContract } from './tokens.js'
import { upkeepContract } from './upkeep.js'
import { userInfosContract } from './user-infos.js'

/** Everything the domain relies on, for any store: `open` gives an empty one each time. */
export const storeContract = (name: string, open: () => Promise<Store>) =>
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
      upkeepContract(store)
      test('migrating again changes nothing', async () => {
        await store().subscriptions.ensure({ subject: 's', appId: 'a', customerBelongsTo: 'c' }, ['t'])
        await store().migrate()
        await store().ping()
        expect(
          await store().subscriptions.ofOwner({ subject: 's', appId: 'a', customerBelongsTo: 'c' }),
        ).toHaveLength(1)
      })
    })
  })
