import type { OpenedStore } from './opened-store.js'

const key = { scope: 'subscriptions|app|subject', requestId: 'r1' }

export const idempotencyContract = (store: OpenedStore) =>
  describe('idempotency records', () => {
    const begin = (now: number, hash = 'hash') => store().idempotency.begin(key, hash, now, now + 100)

    test('one of many begins', async () => {
      const begun = await Promise.all([begin(1), begin(1), begin(1)])
      expect(begun.filter(Boolean)).toHaveLength(1)
      expect(await store().idempotency.find(key)).toEqual({
        requestHash: 'hash',
        state: 'RUNNING',
        leaseUntil: 101,
      })
    })

    test('after a lease ran out the same request may begin again, another may not', async () => {
      await begin(1)
      expect(await begin(100)).toBe(false)
      expect(await begin(101, 'another hash')).toBe(false)
      expect(await begin(101)).toBe(true)
    })

    test('a finished request is kept with its answer and never begins again', async () => {
      await begin(1)
      await store().idempotency.finish(key, '{"a":1}', 5)
      const done = { requestHash: 'hash', state: 'DONE', answer: '{"a":1}', finishedAt: 5 }
      expect(await store().idempotency.find(key)).toEqual(done)
      expect(await begin(1_000)).toBe(false)
      await store().idempotency.forget(key)
      expect(await store().idempotency.find(key)).toEqual(done)
    })

    test('a forgotten request may begin again, with whatever it says', async () => {
      await begin(1)
      await store().idempotency.forget(key)
      expect(await begin(2, 'another hash')).toBe(true)
    })

    test('the same requestId of another subject is another request', async () => {
      await begin(1)
      expect(await store().idempotency.begin({ ...key, scope: 'other' }, 'hash', 1, 101)).toBe(true)
    })
  })
