import type { EndRecord, EventCursor, NewEvent } from '../../../src/store/store.js'
import { newMessage, owner } from '../../support/builders.js'
import { fromTheBeginning, toldEvents } from '../../support/told-events.js'
import type { OpenedStore } from './opened-store.js'

export const eventsContract = (store: OpenedStore) =>
  describe('events', () => {
    const event = (name: string, changed: Partial<NewEvent> = {}): NewEvent => ({
      ...{ appId: owner.appId, subject: owner.subject, type: 'subscription.changed', happenedAt: 1_000 },
      data: { subscriptionId: name },
      ...changed,
    })
    const add = async (name: string, changed: Partial<NewEvent> = {}) =>
      store().events.add([event(name, changed)])
    const names = (events: { data: object }[]) =>
      events.map(({ data }) => (data as { subscriptionId: string }).subscriptionId)

    async function claimed(changed: Parameters<typeof newMessage>[0] = {}) {
      await store().messages.insert(newMessage(changed))
      const times = { now: 2_000, leaseUntil: 3_000 }
      const claims = await store().messages.claimDue({ owner: 's', app: owner, limit: 10, ...times })
      return claims[0]!
    }
    const attempt = { outcome: 'SENT', code: 'SUCCESS', detail: null, at: 2_500 } as const

    test('a message that finishes is told once, with what it was for, and nothing of its user', async () => {
      const claim = await claimed({ requestId: 'a', reference: 'order-1' })
      const end: EndRecord = { claim, attempt, then: 'FINISH', outcome: 'SENT', messageId: '000demo1' }
      expect(await store().messages.recordEnd(end)).toBe(true)
      expect(await store().messages.recordEnd(end)).toBe(false)
      await add('last')
      const [told, ...others] = await toldEvents(store(), 2)
      expect(names(others)).toEqual(['last'])
      expect(told).toEqual({
        ...{ xid: expect.any(Number), seq: expect.any(Number), eventId: expect.any(String) },
        ...{ type: 'message.finished', appId: owner.appId, happenedAt: 2_500 },
        data: {
          ...{
            requestId: 'a',
            reference: 'order-1',
            subscriptionId: 'sub_1',
            customerBelongsTo: 'ALIPAY_CN',
          },
          ...{ templateCode: newMessage().templateCode, outcome: 'SENT', code: 'SUCCESS', unknownCode: null },
          ...{ messageId: '000demo1', createdAt: 1_000, finishedAt: 2_500, traceId: null },
        },
      })
    })

    test('one that is tried again is not told', async () => {
      const claim = await claimed()
      const retried = { ...attempt, outcome: 'NOT_SENT' } as const
      await store().messages.recordEnd({ claim, attempt: retried, then: 'RETRY', dueAt: 9, isCharged: true })
      await add('last')
      expect(names(await toldEvents(store(), 1))).toEqual(['last'])
    })

    test('messages that finish together are told one by one, whatever ends them', async () => {
      for (const requestId of ['sent', 'lost'])
        await store().messages.insert(newMessage({ requestId, createdAt: 1 }))
      const times = { now: 2_000, leaseUntil: 3_000 }
      const claims = await store().messages.claimDue({ owner: 's', app: owner, limit: 2, ...times })
      for (const requestId of ['late', 'cancelled', 'withdrawn'])
        await store().messages.insert(newMessage({ requestId, subscriptionId: requestId, createdAt: 3_000 }))
      await store().messages.recordEnds(
        claims.map((claim) => ({
          ...{ claim, attempt, then: 'FINISH' },
          outcome: claim.requestId === 'sent' ? 'SENT' : 'UNKNOWN',
        })),
      )
      const key = (requestId: string) => ({ appId: owner.appId, requestId })
      await store().messages.finishExpired([key('late')], 1e13)
      await store().messages.cancel(key('cancelled'), 4_000)
      await store().messages.purgeQueued('withdrawn', 'WITHDRAWN', 5_000)
      const told = await toldEvents(store(), 5)
      expect(told.map(({ type, data }) => [data.requestId, type, data.outcome]).sort()).toEqual([
        ['cancelled', 'message.finished', 'PURGED'],
        ['late', 'message.expired', 'EXPIRED'],
        ['lost', 'message.finished', 'UNKNOWN'],
        ['sent', 'message.finished', 'SENT'],
        ['withdrawn', 'message.finished', 'PURGED'],
      ])
      expect(new Set(told.map(({ eventId }) => eventId)).size).toBe(5)
    })

    test('what a transaction that failed has told is not there', async () => {
      const failing = store().transaction(async (tx) => {
        await tx.events.add([event('undone')])
        throw new Error('undone')
      })
      await expect(failing).rejects.toThrow('undone')
      await add('last')
      expect(names(await toldEvents(store(), 1))).toEqual(['last'])
    })

    test('a token that died is told once, with what the user agrees to', async () => {
      const token = { accessToken: 'a', accessTokenExpiresAt: 1, refreshToken: 'r', refreshTokenExpiresAt: 1 }
      const [agreed] = await store().subscriptions.ensure(owner, ['T1', 'T2'])
      const decision = { type: 'AGREE', decidedAt: 1, receivedAt: 1, credits: 0 } as const
      await store().subscriptions.decide(agreed!.subscriptionId, decision)
      await store().tokens.put(owner, token)
      const { version } = (await store().tokens.find(owner))!
      const dies = () => store().tokens.deleteVersion(owner, version, { now: 7_000 })
      expect([await dies(), await dies()]).toEqual([true, false])
      await add('last')
      expect(await toldEvents(store(), 2)).toMatchObject([
        {
          ...{ type: 'authorization.needed', happenedAt: 7_000 },
          data: { customerBelongsTo: 'ALIPAY_CN', subscriptionIds: [agreed!.subscriptionId] },
        },
        { data: { subscriptionId: 'last' } },
      ])
    })

    test('pages are in order and leave nothing out, of one app and of several', async () => {
      for (let count = 0; count < 6; count += 1)
        await add(String(count), { appId: ['P1', 'P2', 'P3'][count % 3]! })
      const pages = async (appIds: string[]) => {
        await toldEvents(store(), 2, { appIds: ['P3'] })
        const seen: string[][] = []
        let after: EventCursor = fromTheBeginning
        for (;;) {
          const page = await store().events.after(after, appIds, 2)
          if (page.length === 0) return seen
          after = page.at(-1)!
          seen.push(names(page))
        }
      }
      expect(await pages(['P1', 'P2', 'P3'])).toEqual([
        ['0', '1'],
        ['2', '3'],
        ['4', '5'],
      ])
      expect(await pages(['P1', 'P2'])).toEqual([
        ['0', '1'],
        ['3', '4'],
      ])
      expect(await pages(['P2'])).toEqual([['1', '4']])
      expect(await pages(['P4'])).toEqual([])
      expect(await pages([])).toEqual([])
    })

    test('what comes after the newest was erased is not taken for it', async () => {
      await add('kept', { subject: 'another' })
      await add('erased')
      const [, last] = await toldEvents(store(), 2)
      await store().events.eraseSubjects([owner.subject])
      await add('new')
      expect(names(await toldEvents(store(), 1, { after: last! }))).toEqual(['new'])
    })

    test('all of a subject is shown and erased, and nothing of another', async () => {
      for (const subject of ['1', '2', 'other']) await add(subject, { subject })
      const shown = async (...subjects: string[]) => names(await store().events.ofSubjects(subjects))
      expect(await shown('1', '2')).toEqual(['1', '2'])
      await store().events.eraseSubjects(['1', 'nobody'])
      expect(await shown('1', '2')).toEqual(['2'])
      expect(await shown('other')).toEqual(['other'])
      expect(await shown()).toEqual([])
    })

    test('what is old is forgotten, in batches, app by app', async () => {
      for (const appId of ['P1', 'P2']) {
        for (const name of ['old-1', 'old-2']) await add(name, { appId, happenedAt: 1_000 })
        await add('new', { appId, happenedAt: 3_000 })
      }
      const forget = () => store().events.forgetBefore(2_000, 3)
      expect([await forget(), await forget()]).toEqual([false, true])
      expect(names(await toldEvents(store(), 2, { appIds: ['P1', 'P2'] }))).toEqual(['new', 'new'])
    })

    test('the clean-up forgets them with the rest', async () => {
      await add('old')
      await add('new', { happenedAt: 3_000 })
      expect(await store().upkeep.forgetBefore(2_000, 10)).toBe(true)
      expect(names(await toldEvents(store(), 1))).toEqual(['new'])
    })

    test('an app that leaves takes all its events along, in batches', async () => {
      for (const appId of ['P1', 'P1', 'P1', 'P2']) await add('x', { appId })
      const leave = () => store().events.deleteOfApp('P1', 2)
      expect([await leave(), await leave(), await leave()]).toEqual([2, 1, 0])
      expect(await store().events.ofSubjects([owner.subject])).toMatchObject([{ appId: 'P2' }])
    })

    test('after a restore, what happens comes after cursors of what was lost with the old database', async () => {
      await add('kept')
      const [kept] = await toldEvents(store(), 1)
      const ofLost = { xid: kept!.xid === 0 ? 0 : kept!.xid + 500_000, seq: kept!.seq + 500_000 }
      await store().events.countOn()
      await add('new')
      expect(names(await toldEvents(store(), 1, { after: ofLost }))).toEqual(['new'])
    })
  })
