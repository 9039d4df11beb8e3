import { openSqliteStore } from '../../src/store/sqlite.js'
import type { Store } from '../../src/store/store.js'
import { StoreUnavailable } from '../../src/store/database.js'
import { Merchant } from '../support/merchant.js'

const never = () => new Promise<never>(() => {})
const readyz = async (merchant: Merchant) => {
  const { status, body } = await merchant.call({ method: 'GET', url: '/readyz' })
  return { status, message: (body as Partial<typeof body>).error?.message }
}
const openWith = (tryWrite: Store['upkeep']['tryWrite'], more = {}) => {
  const store = openSqliteStore(':memory:')
  return Merchant.open({
    services: { store: { ...store, upkeep: { ...store.upkeep, tryWrite } }, ...more },
  })
}

test('it is ready when its database takes writes', async () => {
  const merchant = await Merchant.open()
  expect(await readyz(merchant)).toMatchObject({ status: 200 })
  await merchant.close()
})

test('it is not ready when its database takes no write', async () => {
  const merchant = await openWith(() => Promise.reject(new StoreUnavailable('read-only')))
  expect(await readyz(merchant)).toEqual({ status: 503, message: 'the database takes no write' })
  expect(await merchant.call({ method: 'GET', url: '/healthz' })).toMatchObject({ status: 200 })
  await merchant.close()
})

test('a write that does not end is not waited for, and none is added to it', async () => {
  let writes = 0
  const asked: number[] = []
  const pause = (ms: number) => {
    asked.push(ms)
    return Promise.resolve()
  }
  const merchant = await openWith(
    () => {
      writes += 1
      return never()
    },
    { pause },
  )
  const late = { status: 503, message: 'the database has not taken a write within 2000 ms' }
  expect(await Promise.all([readyz(merchant), readyz(merchant)])).toEqual([late, late])
  expect(asked).toEqual([2_000, 2_000])
  expect(writes).toBe(1)
  await merchant.close()
})

test('it is not ready when its sender is stuck, and ready again after its next turn', async () => {
  const store = openSqliteStore(':memory:')
  let isStuck = false
  let go: (() => void) | undefined
  const transaction: Store['transaction'] = async (work) => {
    if (isStuck) await new Promise<void>((resolve) => (go = resolve))
    return store.transaction(work)
  }
  const merchant = await Merchant.open({ services: { store: { ...store, transaction } } })
  merchant.sender.start()
  merchant.advance(30_000)
  expect(await readyz(merchant)).toMatchObject({ status: 200 })
  isStuck = true
  while (!go) await new Promise(setImmediate)
  merchant.advance(31_000)
  expect(await readyz(merchant)).toEqual({
    status: 503,
    message: expect.stringMatching(/^the sender has ended no turn for \d+ s$/),
  })
  isStuck = false
  go()
  while ((await readyz(merchant)).status !== 200) await new Promise(setImmediate)
  await merchant.close()
})
