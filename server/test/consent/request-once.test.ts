import { requestOnce } from '../../src/consent/request-once.js'
import { withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const key = { scope: 'subscriptions|app|subject', requestId: 'r1' }

test('one whose lease another took over records nothing, and has the other’s outcome', async () => {
  let go = () => {}
  const held = new Promise<void>((resolve) => (go = resolve))
  const running = (answer: string, until: Promise<void>) =>
    requestOnce<string>(merchant().services, {
      ...{ key, hash: 'h' },
      run: async (finish) => {
        await until
        await merchant().services.store.transaction((tx) => finish(tx, answer, 's'))
        return answer
      },
    })
  const slow = running('slow', held)
  while (!(await merchant().services.store.idempotency.find(key)))
    await new Promise((resolve) => setImmediate(resolve))
  merchant().advance(3_600_000)
  expect(await running('other', Promise.resolve())).toBe('other')
  go()
  expect(await slow).toBe('other')
  expect(await merchant().services.store.idempotency.find(key)).toMatchObject({ answer: '"other"' })
})
