import { Retention } from '../../src/privacy/retention.js'
import { withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const dayMs = 86_400_000

test('what is older than the days set is forgotten, and not before', async () => {
  await merchant().messages(await merchant().subscribed(), { requestId: 'order-0042' })
  await merchant().sender.sendDue()
  const retention = new Retention(merchant().services, 30)
  merchant().advance(30 * dayMs - 1)
  expect(await retention.forget()).toBe(0)
  merchant().advance(2)
  expect(await retention.forget()).toBe(1)
  expect((await merchant().message('order-0042')).attempts).toEqual([])
})

test('it runs at start, once a day, and stops', async () => {
  const runs: number[] = []
  const { store } = merchant().services
  const upkeep = {
    ...store.upkeep,
    forgetBefore: (time: number) => {
      runs.push(time)
      return Promise.resolve(0)
    },
  }
  let turns = 0
  const retention: Retention = new Retention(
    {
      ...merchant().services,
      store: { ...store, upkeep },
      pause: async () => {
        turns += 1
        merchant().advance(dayMs / 2)
        if (turns === 4) void retention.stop()
      },
    },
    30,
  )
  retention.start()
  await retention.stop()
  expect(runs.length).toBeGreaterThanOrEqual(1)
})
