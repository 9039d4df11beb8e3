import type { MessageFilter, NewMessage, SearchCursor } from '../../../src/store/store.js'
import { newMessage, owner } from '../../support/builders.js'
import type { OpenedStore } from './opened-store.js'

const { appId } = owner

/** What is looked for in the outbox and the history as in one. */
export const searchContract = (store: OpenedStore) =>
  describe('search', () => {
    const add = async (requestId: string, createdAt: number, changed: Partial<NewMessage> = {}) => {
      await store().messages.insert(newMessage({ requestId, createdAt, ...changed }))
    }
    /** Sends all that is due, and ends it so. */
    const finish = async (outcome: 'SENT' | 'REJECTED' | 'UNKNOWN', code = 'SUCCESS', at = 10_500) => {
      const claims = await store().messages.claimDue({
        ...{ owner: 's', app: owner, limit: 100, now: at - 500, leaseUntil: at + 500 },
      })
      const attempt = { outcome, code, detail: null, at }
      await store().messages.recordEnds(
        claims.map((claim) => ({ claim, attempt, then: 'FINISH', outcome }) as const),
      )
    }
    const found = async (
      filter: Partial<MessageFilter> = {},
      page: { limit: number; before?: SearchCursor } = { limit: 100 },
    ) =>
      (await store().messages.search({ appIds: [appId], ...filter }, page)).map(({ requestId }) => requestId)

    test('finds what is queued and what has finished, newest first', async () => {
      await add('a', 1_000)
      await add('c', 3_000)
      await finish('SENT')
      await add('b', 2_000)
      await add('d', 4_000)
      expect(await found()).toEqual(['d', 'c', 'b', 'a'])
      expect(await found({}, { limit: 2 })).toEqual(['d', 'c'])
    })

    test('a page begins after the last message of the one before, also where many came at one time', async () => {
      for (const requestId of ['a', 'b', 'c', 'd', 'e']) {
        await add(requestId, 1_000)
        if (requestId === 'b') await finish('SENT')
      }
      const pages: string[][] = []
      let before: SearchCursor | undefined
      for (;;) {
        const page = await found({}, { limit: 2, ...(before && { before }) })
        if (page.length === 0) break
        pages.push(page)
        before = { createdAt: 1_000, requestId: page.at(-1)!, appId }
        // What comes or moves meanwhile changes nothing about the pages to come.
        await add(`new-${pages.length}`, 9_000)
        await finish('SENT')
      }
      expect(pages).toEqual([['e', 'd'], ['c', 'b'], ['a']])
    })

    test('a page of the newest is whole, whenever its messages have finished', async () => {
      const day = 86_400_000
      const addFinished = (requestId: string, createdAt: number, finishedAt: number) =>
        store()
          .messages.insert(newMessage({ requestId, createdAt, expiresAt: 100 * day }))
          .then(() => finish('SENT', 'SUCCESS', finishedAt))
      await addFinished('old', 11 * day, 11 * day + 1_000)
      await addFinished('waited-long', 10 * day, 19 * day)
      await addFinished('in between', 17.5 * day, 17.5 * day + 1_000)
      await addFinished('new', 19 * day, 19 * day + 1_000)
      const newest = ['new', 'in between', 'old', 'waited-long']
      for (const limit of [1, 2, 3, 4, 5])
        expect(await found({ to: 20 * day }, { limit })).toEqual(newest.slice(0, limit))
      const before = { createdAt: 17.5 * day, requestId: 'in between', appId }
      expect(await found({}, { limit: 1, before })).toEqual(['old'])
    })

    test('each filter leaves out what it does not name, in both tables', async () => {
      const others: Partial<NewMessage>[] = [
        { reference: 'order-2' },
        { reference: null },
        { reference: 'order-1', subject: 'subject-2' },
        { reference: 'order-1', subscriptionId: 'sub_2' },
        { reference: 'order-1', templateCode: 'T2' },
      ]
      for (const state of ['done', 'open']) {
        await add(`${state}-0`, 1_000, { reference: 'order-1', templateCode: 'T1' })
        for (const [index, other] of others.entries())
          await add(`${state}-${index + 1}`, 1_000, { templateCode: 'T1', ...other })
        if (state === 'done') await finish('SENT')
      }
      const all = {
        reference: 'order-1',
        subjects: [owner.subject],
        subscriptionId: 'sub_1',
        templateCode: 'T1',
      }
      expect(await found(all)).toEqual(['open-0', 'done-0'])
      const { reference, ...rest } = all
      expect(await found({ reference })).toHaveLength(8)
      expect(await found(rest)).toEqual(['open-2', 'open-1', 'open-0', 'done-2', 'done-1', 'done-0'])
      expect(await found({ subjects: [owner.subject], subscriptionId: 'sub_2' })).toEqual([
        'open-4',
        'done-4',
      ])
    })

    test('status, outcome and code say where a message stands', async () => {
      await add('sent', 1_000)
      await finish('SENT')
      await add('refused', 1_000)
      await finish('REJECTED', 'PARAM_ILLEGAL')
      await add('lost', 1_000)
      await finish('UNKNOWN', 'TIMEOUT')
      await add('sending', 1_000)
      await store().messages.claimDue({
        ...{ owner: 's', app: owner, limit: 1, now: 10_000, leaseUntil: 11_000 },
      })
      await add('queued', 1_000)
      expect(await found({ status: 'QUEUED' })).toEqual(['queued'])
      expect(await found({ status: 'SENDING' })).toEqual(['sending'])
      expect(await found({ status: 'FINISHED' })).toEqual(['sent', 'refused', 'lost'])
      expect(await found({ outcome: 'REJECTED' })).toEqual(['refused'])
      expect(await found({ outcome: 'SENT', status: 'FINISHED' })).toEqual(['sent'])
      expect(await found({ code: 'TIMEOUT' })).toEqual(['lost'])
      expect(await found({ status: 'QUEUED', outcome: 'SENT' })).toEqual([])
    })

    test('from is a part of the time and to is not, by when it was accepted', async () => {
      for (const at of [1_000, 2_000, 3_000]) await add(`done-${at}`, at)
      await finish('SENT')
      for (const at of [1_000, 2_000, 3_000]) await add(`open-${at}`, at)
      expect(await found({ from: 2_000, to: 3_000 })).toEqual(['open-2000', 'done-2000'])
      expect(await found({ from: 2_000 })).toHaveLength(4)
      expect(await found({ to: 2_000 })).toHaveLength(2)
    })

    test('only messages of the apps that are named are found, and their requestIds may be the same', async () => {
      for (const app of [appId, 'P2', 'P3']) await add('same', 1_000, { appId: app, reference: 'order-1' })
      await finish('SENT')
      expect(await found()).toEqual(['same'])
      expect(await found({ reference: 'order-1' })).toEqual(['same'])
      expect(await found({ appIds: [] })).toEqual([])
      const appIds = [appId, 'P3']
      const both = await store().messages.search({ appIds, reference: 'order-1' }, { limit: 10 })
      expect(both.map((one) => one.appId).sort()).toEqual([appId, 'P3'].sort())
      const [first] = both
      expect(
        await store().messages.search({ appIds, reference: 'order-1' }, { limit: 10, before: first! }),
      ).toMatchObject([{ appId: both[1]?.appId }])
    })

    test('tells what is shown of a message', async () => {
      await add('a', 1_000, { reference: 'order-1', sendAt: 2_000 })
      await finish('SENT')
      expect(await store().messages.search({ appIds: [appId] }, { limit: 1 })).toEqual([
        {
          ...{ appId, requestId: 'a', reference: 'order-1', subscriptionId: 'sub_1' },
          customerBelongsTo: owner.customerBelongsTo,
          ...{
            templateCode: newMessage().templateCode,
            status: 'FINISHED',
            outcome: 'SENT',
            messageId: null,
          },
          ...{ code: 'SUCCESS', unknownCode: null, detail: null, createdAt: 1_000, sendAt: 2_000 },
          ...{ expiresAt: 1e12, dueAt: 10_500, finishedAt: 10_500, traceId: null },
        },
      ])
    })
  })
