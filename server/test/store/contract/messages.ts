import type { Claim, EndRecord, Store } from '../../../src/store/store.js'
import { findMessage, keyOf, newMessage, owner, timelineOf } from '../../support/builders.js'
import type { OpenedStore } from './opened-store.js'

const ended = (changed: Partial<EndRecord['attempt']> = {}): EndRecord['attempt'] => ({
  outcome: 'SENT',
  code: null,
  detail: null,
  at: 3_000,
  ...changed,
})

export const messagesContract = (store: OpenedStore) =>
  describe('messages', () => {
    const add = async (changed: Parameters<typeof newMessage>[0] = {}) => {
      const message = newMessage(changed)
      expect(await store().messages.insert(message)).toBe(true)
      return message
    }
    const claim = (now: number, sender = 'sender-1', limit = 10) =>
      store().messages.claimDue({ owner: sender, app: owner, limit, now, leaseUntil: now + 1_000 })
    const claimOne = async (now = 2_000): Promise<Claim> => (await claim(now))[0]!

    test('a requestId is taken once', async () => {
      const { bodyHash, ...message } = await add()
      expect(await store().messages.insert({ ...message, bodyHash: 'other' })).toBe(false)
      expect(await store().messages.known([message, { ...message, appId: 'P2' }])).toEqual([
        { appId: message.appId, requestId: message.requestId, bodyHash, status: 'QUEUED' },
      ])
      expect(await findMessage(store(), message.requestId)).toMatchObject({
        ...message,
        status: 'QUEUED',
        outcome: null,
        attempts: 0,
        wasUnknown: false,
      })
    })

    test('the oldest due ones are claimed first, what is not due stays', async () => {
      await add({ requestId: 'late', createdAt: 9_000 })
      await add({ requestId: 'b', createdAt: 1_001 })
      await add({ requestId: 'a', createdAt: 1_000 })
      expect((await claim(2_000, 'sender-1', 1)).map(({ requestId }) => requestId)).toEqual(['a'])
      expect((await claim(2_000)).map(({ requestId }) => requestId)).toEqual(['b'])
    })

    test('what has a time to be sent at is not claimed before it; one that has passed is now', async () => {
      await add({ requestId: 'scheduled', sendAt: 2_000 })
      await add({ requestId: 'late', sendAt: 500 })
      expect((await claim(1_999)).map(({ requestId }) => requestId)).toEqual(['late'])
      expect(await claim(2_000)).toMatchObject([{ requestId: 'scheduled', sendAt: 2_000 }])
      expect(await findMessage(store(), 'late')).toMatchObject({ sendAt: 500 })
    })

    test('no two senders hold one message', async () => {
      for (let count = 0; count < 20; count += 1) await add()
      const claims = await Promise.all(['s1', 's2', 's3', 's4'].map((sender) => claim(2_000, sender, 8)))
      const ids = claims.flat().map(({ requestId }) => requestId)
      expect(ids).toHaveLength(20)
      expect(new Set(ids).size).toBe(20)
    })

    test('a claim begins an attempt that the timeline shows', async () => {
      const { requestId } = await add()
      expect(await claimOne()).toMatchObject({ requestId, attempts: 1, status: 'SENDING', owner: 'sender-1' })
      expect(await timelineOf(store(), requestId)).toEqual([
        { number: 1, startedAt: 2_000, finishedAt: null, outcome: null, code: null, detail: null },
      ])
    })

    test('a finished message keeps its outcome and is never claimed again', async () => {
      const { requestId } = await add()
      const held = await claimOne()
      const done = {
        claim: held,
        attempt: ended(),
        then: 'FINISH',
        outcome: 'SENT',
        messageId: 'm1',
      } as const
      expect(await store().messages.recordEnd(done)).toBe(true)
      expect(await findMessage(store(), requestId)).toMatchObject({
        status: 'FINISHED',
        outcome: 'SENT',
        messageId: 'm1',
        finishedAt: 3_000,
      })
      expect(await claim(1e9)).toEqual([])
      expect(await store().messages.recordEnd(done)).toBe(false)
    })

    test('a reference stays with its message, also where it finishes and is queued anew', async () => {
      const { requestId } = await add({ reference: 'order 0042' })
      const read = async () => (await findMessage(store(), requestId))?.reference
      expect(await read()).toBe('order 0042')
      const held = await claimOne()
      const outcome = 'REJECTED' as const
      await store().messages.recordEnd({
        ...{ claim: held, attempt: ended({ outcome }), then: 'FINISH', outcome },
      })
      expect(held.reference).toBe('order 0042')
      expect(await read()).toBe('order 0042')
      await store().messages.requeue(keyOf(requestId), 9_000)
      expect(await read()).toBe('order 0042')
    })

    test('a message to be tried again is due then, and remembers that an end was unknown', async () => {
      const { requestId } = await add()
      const attempt = ended({ outcome: 'UNKNOWN', code: 'TIMEOUT' })
      await store().messages.recordEnd({
        claim: await claimOne(),
        attempt,
        then: 'RETRY',
        dueAt: 5_000,
        isCharged: true,
      })
      expect(await findMessage(store(), requestId)).toMatchObject({
        status: 'QUEUED',
        wasUnknown: true,
        dueAt: 5_000,
      })
      expect(await claim(4_999)).toEqual([])
      expect(await claim(5_000)).toMatchObject([{ requestId, attempts: 2 }])
    })

    test('when a lease runs out another sender takes over, and the broken attempt counts as UNKNOWN', async () => {
      const { requestId } = await add()
      const dead = await claimOne(2_000)
      expect(await claim(2_999, 'sender-2')).toEqual([])
      expect(await claim(3_000, 'sender-2')).toMatchObject([{ requestId, attempts: 2, wasUnknown: true }])
      expect(await timelineOf(store(), requestId)).toMatchObject([
        { number: 1, outcome: 'UNKNOWN', code: 'SENDER_DIED' },
        { number: 2, outcome: null },
      ])
      const late = { claim: dead, attempt: ended(), then: 'FINISH', outcome: 'SENT' } as const
      expect(await store().messages.recordEnd(late)).toBe(false)
      expect(await findMessage(store(), requestId)).toMatchObject({ status: 'SENDING', owner: 'sender-2' })
    })

    test('a sender that has claimed a message anew can’t settle its older claim', async () => {
      const { requestId } = await add()
      const older = await claimOne(2_000)
      const newer = await claimOne(3_000)
      const end = { attempt: ended(), then: 'FINISH', outcome: 'SENT' } as const
      expect(await store().messages.recordEnd({ claim: older, ...end })).toBe(false)
      expect(await store().messages.recordEnd({ claim: newer, ...end })).toBe(true)
      expect(await findMessage(store(), requestId)).toMatchObject({ outcome: 'SENT', attempts: 2 })
    })

    test('a purge finishes what is queued, deletes its parameters, and leaves what is being sent', async () => {
      const sending = await add({ createdAt: 1 })
      await claim(2_000, 'sender-1', 1)
      const queued = await add()
      const other = await add({ subscriptionId: 'sub_2' })
      expect(await store().messages.purgeQueued('sub_1', 'WITHDRAWN', 2_500)).toBe(1)
      expect(await findMessage(store(), queued.requestId)).toMatchObject({
        outcome: 'PURGED',
        templates: '[]',
      })
      expect(await findMessage(store(), sending.requestId)).toMatchObject({ status: 'SENDING' })
      expect(await findMessage(store(), other.requestId)).toMatchObject({ status: 'QUEUED' })
    })

    test('what may have arrived before a purge stays UNKNOWN', async () => {
      const { requestId } = await add()
      const attempt = ended({ outcome: 'UNKNOWN' })
      await store().messages.recordEnd({
        claim: await claimOne(),
        attempt,
        then: 'RETRY',
        dueAt: 5_000,
        isCharged: true,
      })
      await store().messages.purgeQueued('sub_1', 'WITHDRAWN', 4_000)
      expect(await findMessage(store(), requestId)).toMatchObject({ outcome: 'UNKNOWN' })
    })

    test('messages are claimed app by app, and a template can be left out', async () => {
      const mine = await add()
      await add({ appId: 'P2' })
      await add({ customerBelongsTo: 'DANA' })
      await add({ templateCode: 'stopped' })
      const claimed = await store().messages.claimDue({
        ...{ owner: 's', app: owner, exceptTemplates: ['stopped'] },
        ...{ limit: 10, now: 2_000, leaseUntil: 3_000 },
      })
      expect(claimed.map(({ requestId }) => requestId)).toEqual([mine.requestId])
    })

    test('of a template that probes one message is claimed, and the others take no place of what is not stopped', async () => {
      for (const [requestId, code] of Object.entries({ a: 'probing', b: 'probing', c: 'probing', d: 't' }))
        await add({ requestId, templateCode: code, createdAt: 1_000 + requestId.charCodeAt(0) })
      const claimed = await store().messages.claimDue({
        ...{ owner: 's', app: owner, probeTemplates: ['probing'] },
        ...{ limit: 2, now: 2_000, leaseUntil: 3_000 },
      })
      expect(claimed.map(({ requestId }) => requestId)).toEqual(['a', 'd'])
    })

    test('only charged retries count, and the first unknown code is kept', async () => {
      const { requestId } = await add()
      const again = { then: 'RETRY', dueAt: 2_000 } as const
      for (const [code, isCharged] of [
        ['TIMEOUT', true],
        ['UNVERIFIED', false],
      ] as const) {
        const attempt = ended({ outcome: 'UNKNOWN', code })
        await store().messages.recordEnd({ claim: await claimOne(), attempt, ...again, isCharged })
      }
      const attempt = ended({ outcome: 'REJECTED', code: 'PARAM_ILLEGAL' })
      await store().messages.recordEnd({
        claim: await claimOne(),
        attempt,
        then: 'FINISH',
        outcome: 'UNKNOWN',
      })
      expect(await findMessage(store(), requestId)).toMatchObject({
        ...{ attempts: 3, retries: 1, outcome: 'UNKNOWN', code: 'PARAM_ILLEGAL', unknownCode: 'TIMEOUT' },
      })
    })

    test('a queued message is cancelled once and for all, one that is held is not', async () => {
      const { requestId } = await add()
      expect(await store().messages.cancel(keyOf(requestId), 1_500)).toBe(true)
      expect(await findMessage(store(), requestId)).toMatchObject({
        ...{ outcome: 'PURGED', code: 'CANCELLED', templates: '[]', finishedAt: 1_500 },
      })
      expect(await store().messages.cancel(keyOf(requestId), 1_600)).toBe(false)
      const held = await add()
      expect(await claim(2_000)).toHaveLength(1)
      expect(await store().messages.cancel(keyOf(held.requestId), 2_000)).toBe(false)
    })

    describe('dead letters', () => {
      const finish = async (outcome: 'SENT' | 'REJECTED' | 'UNKNOWN', at: number, changed = {}) => {
        const { requestId } = await add(changed)
        const [held] = await claim(2_000)
        await store().messages.recordEnd({ claim: held!, attempt: ended({ at }), then: 'FINISH', outcome })
        return requestId
      }
      const listed = async (options: Parameters<Store['messages']['deadLetters']>[0]) =>
        (await store().messages.deadLetters(options)).map(({ requestId }) => requestId)

      test('are those rejected and those unknown, newest first, page by page', async () => {
        await finish('SENT', 3_000)
        const a = await finish('REJECTED', 3_001, { requestId: 'a' })
        const b = await finish('UNKNOWN', 3_002, { requestId: 'b' })
        const c = await finish('REJECTED', 3_002, { requestId: 'c' })
        expect(await listed({ limit: 2 })).toEqual([c, b])
        expect(await listed({ limit: 2, before: { finishedAt: 3_002, requestId: b } })).toEqual([a])
      })

      test('are queued anew with their bytes and their past, and claimed again', async () => {
        const requestId = await finish('REJECTED', 3_000)
        const before = (await findMessage(store(), requestId))!
        expect(await store().messages.requeue(keyOf(requestId), 9_000)).toBe(true)
        expect(await findMessage(store(), requestId)).toMatchObject({
          ...{ status: 'QUEUED', outcome: null, queuedAt: 9_000, retries: 0, attempts: 1 },
          expiresAt: 9_000 + before.expiresAfter!,
          ...{ templates: before.templates, createdAt: before.createdAt },
        })
        expect(await claim(9_000)).toMatchObject([{ requestId, attempts: 2 }])
      })

      test('keep the time that their caller named, and are not queued anew after it', async () => {
        const requestId = await finish('REJECTED', 3_000, { expiresAt: 5_000, expiresAfter: null })
        expect(await store().messages.requeue(keyOf(requestId), 5_000)).toBe(false)
        expect(await store().messages.requeue(keyOf(requestId), 4_999)).toBe(true)
        expect(await findMessage(store(), requestId)).toMatchObject({ expiresAt: 5_000 })
      })

      test('what was sent, is queued or has lost its parameters is not queued anew', async () => {
        const sent = await finish('SENT', 3_000)
        const emptied = await finish('REJECTED', 3_000, { templates: '[]' })
        const queued = await add()
        for (const requestId of [sent, emptied, queued.requestId]) {
          expect(await store().messages.requeue(keyOf(requestId), 9_000)).toBe(false)
        }
      })
    })

    test('a subscription is sending while a sender’s lease runs', async () => {
      await add()
      expect(await store().messages.isSending('sub_1', 2_000)).toBe(false)
      await claimOne(2_000)
      expect(await store().messages.isSending('sub_1', 2_999)).toBe(true)
      expect(await store().messages.isSending('sub_2', 2_999)).toBe(false)
      expect(await store().messages.isSending('sub_1', 3_000)).toBe(false)
    })

    test('what waits for a user’s authorization is due when it came, other users’ messages are not', async () => {
      const [mine, later] = [await add(), await add()]
      const others = await add({ subject: 'subject-2' })
      for (const held of await claim(2_000)) {
        const code = held.requestId === later.requestId ? 'TIMEOUT' : 'AUTHORIZATION_NEEDED'
        const attempt = ended({ outcome: 'NOT_SENT', code })
        await store().messages.recordEnd({
          ...{ claim: held, attempt, then: 'RETRY', dueAt: 9_000, isCharged: false },
        })
      }
      await store().messages.makeDue(owner, 2_000)
      const dueAt = async ({ requestId }: { requestId: string }) =>
        (await findMessage(store(), requestId))?.dueAt
      expect([await dueAt(mine), await dueAt(others), await dueAt(later)]).toEqual([2_000, 9_000, 9_000])
    })

    test('what is queued when its time is over is finished as EXPIRED, or UNKNOWN if it may have arrived', async () => {
      const [lost, held] = [
        await add({ expiresAt: 5_000 }),
        await add({ expiresAt: 5_000, createdAt: 1_900 }),
      ]
      const attempt = ended({ outcome: 'UNKNOWN', code: 'TIMEOUT' })
      const [first] = await claim(2_000, 'sender-1', 1)
      await store().messages.recordEnd({
        ...{ claim: first!, attempt, then: 'RETRY', dueAt: 4_000, isCharged: true },
      })
      await claim(2_000)
      const queued = await add({ expiresAt: 4_999 })
      const longer = await add({ expiresAt: 5_001 })
      const found = await store().messages.expired(5_000, 10)
      expect(found.map(({ requestId }) => requestId)).toEqual([queued.requestId, lost.requestId])
      const all = [queued, lost, held, longer]
      expect(await store().messages.finishExpired(all, 5_000)).toHaveLength(2)
      expect(await Promise.all(all.map((one) => store().messages.find(one)))).toMatchObject([
        { status: 'FINISHED', outcome: 'EXPIRED', code: 'EXPIRED', templates: '[]', finishedAt: 5_000 },
        { status: 'FINISHED', outcome: 'UNKNOWN', code: 'EXPIRED', unknownCode: 'TIMEOUT', templates: '[]' },
        { status: 'SENDING' },
        { status: 'QUEUED' },
      ])
    })
  })
