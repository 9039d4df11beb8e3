import type { OpenedStore } from './opened-store.js'

const key = { scope: 'subscriptions|app|subject', requestId: 'r1' }

export const idempotencyContract = (store: OpenedStore) =>
  describe('idempotency records', () => {
    const begin = (now: number, hash = 'hash', firstTry: string | null = null) =>
      store().idempotency.begin(key, { hash, now, leaseUntil: now + 100, firstTry })

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
      expect(await begin(100)).toBeUndefined()
      expect(await begin(101, 'another hash')).toBeUndefined()
      expect(await begin(101)).toBeDefined()
    })

    test('a finished request is kept with its answer and never begins again', async () => {
      await begin(1)
      await store().idempotency.finish(key, 101, { answer: '{"a":1}', subject: 's', now: 5 })
      const done = { requestHash: 'hash', state: 'DONE', answer: '{"a":1}', finishedAt: 5 }
      expect(await store().idempotency.find(key)).toEqual(done)
      expect(await begin(1_000)).toBeUndefined()
      await store().idempotency.forget(key, 101, 6)
      expect(await store().idempotency.find(key)).toEqual(done)
    })

    test('a lease that another took over neither finishes nor forgets the request', async () => {
      await begin(1)
      await begin(101)
      expect(await store().idempotency.finish(key, 101, { answer: '"late"', subject: 's', now: 150 })).toBe(
        false,
      )
      await store().idempotency.forget(key, 101, 150)
      expect(await store().idempotency.find(key)).toMatchObject({ state: 'RUNNING', leaseUntil: 201 })
      expect(await store().idempotency.finish(key, 201, { answer: '"first"', subject: 's', now: 150 })).toBe(
        true,
      )
    })

    test('a forgotten request may begin again, with whatever it says', async () => {
      await begin(1)
      await store().idempotency.forget(key, 101, 1)
      expect(await store().idempotency.find(key)).toBeUndefined()
      expect(await begin(2, 'another hash')).toBeDefined()
    })

    test('the first try of a request stands for all that repeat it, and for no other request', async () => {
      expect(await begin(1, 'hash', 'first')).toEqual({ firstTry: 'first' })
      await store().idempotency.forget(key, 101, 1)
      expect(await store().idempotency.find(key)).toEqual({ requestHash: 'hash', state: 'FORGOTTEN' })
      expect(await begin(2, 'hash', 'second')).toEqual({ firstTry: 'first' })
      expect(await begin(102, 'hash', 'third')).toEqual({ firstTry: 'first' })
      await store().idempotency.forget(key, 202, 103)
      expect(await begin(104, 'another hash', 'fourth')).toEqual({ firstTry: 'fourth' })
    })

    test('the same requestId of another subject is another request', async () => {
      await begin(1)
      const other = { hash: 'hash', now: 1, leaseUntil: 101, firstTry: null }
      expect(await store().idempotency.begin({ ...key, scope: 'other' }, other)).toBeDefined()
    })
  })
