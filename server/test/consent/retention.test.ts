import { Retention } from '../../src/consent/retention.js'
import { authCodeHash } from '../../src/tokens/exchange.js'
import { withMerchant } from '../support/merchant.js'
import { app } from '../support/platform-client.js'

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
  expect(await merchant().message('order-0042')).toMatchObject({ error: { code: 'MESSAGE_NOT_FOUND' } })
})

test('a code that was certainly refused is forgotten after a day; of any other one the hash is kept', async () => {
  const applyToken = '/v2/authorizations/applyToken'
  const [good, lost, fake] = [
    merchant().stub.codeOf('user-1'),
    merchant().stub.codeOf('user-1'),
    'nosuchcode',
  ]
  await merchant().authorizations({ authCode: good })
  merchant().stub.failNext(applyToken, { kind: 'answer-lost' })
  await merchant().authorizations({ authCode: lost })
  await merchant().authorizations({ authCode: fake })
  const { store } = merchant().services
  const isForgotten = (code: string) => store.authCodes.claim(authCodeHash(app.appId, code), 1)
  const retention = new Retention(merchant().services, 30)
  merchant().advance(dayMs - 1)
  await retention.tidy()
  expect(await isForgotten(fake)).toBe(false)
  merchant().advance(2)
  await retention.tidy()
  expect([await isForgotten(good), await isForgotten(lost), await isForgotten(fake)]).toEqual([
    ...[false, false, true],
  ])
})

test('the first try of an answer that was refused, or whose server died, is forgotten after a day as well', async () => {
  const { store } = merchant().services
  const [now, hash] = [Date.parse(merchant().at()), 'hash']
  const keyOf = (requestId: string) => ({ scope: 's', requestId })
  const begin = (requestId: string, leaseUntil: number) =>
    store.idempotency.begin(keyOf(requestId), { hash, now, leaseUntil, firstTry: 'first' })
  await begin('refused', now + 1_000)
  await store.idempotency.forget(keyOf('refused'), now + 1_000, now)
  await begin('died', now)
  await begin('done', now + 1_000)
  await store.idempotency.finish(keyOf('done'), now + 1_000, { answer: '{}', subject: 's', now })
  await begin('runs', now + 2 * dayMs)
  merchant().advance(dayMs + 1_001)
  await new Retention(merchant().services, 30).tidy()
  const kept = await Promise.all(
    ['refused', 'died', 'done', 'runs'].map(async (one) => (await store.idempotency.find(keyOf(one)))?.state),
  )
  expect(kept).toEqual([undefined, undefined, 'DONE', 'RUNNING'])
})

test('it runs at start, every hour, and stops', async () => {
  const waits: number[] = []
  const retention: Retention = new Retention(
    {
      ...merchant().services,
      pause: (ms) => {
        waits.push(ms)
        if (waits.length === 3) void retention.stop()
        return Promise.resolve()
      },
    },
    30,
  )
  retention.start()
  while (waits.length < 3) await new Promise(setImmediate)
  await retention.stop()
  expect(waits).toEqual([3_600_000, 3_600_000, 3_600_000])
})

test('it works in batches, pauses between them, and leaves the work to whoever has begun it', async () => {
  const { store, clock } = merchant().services
  const [done, waits]: [string[], number[]] = [[], []]
  let left = 3
  const processOf = (name: string) => {
    const forgetBefore = () => {
      done.push(name)
      left -= 1
      return Promise.resolve({ messages: 500, isDone: left === 0 })
    }
    const pause = (ms: number) => {
      waits.push(ms)
      return Promise.resolve()
    }
    const services = { ...merchant().services, clock, pause }
    return new Retention(
      { ...services, store: { ...store, history: { ...store.history, forgetBefore } } },
      30,
    )
  }
  const [one, two] = [processOf('one'), processOf('two')]
  expect(await Promise.all([one.forget(), two.forget()])).toEqual([1_500, 0])
  expect(done).toEqual(['one', 'one', 'one'])
  expect(waits).toEqual([200, 200])
  merchant().advance(60_001)
  left = 1
  expect(await two.forget()).toBe(500)
})
