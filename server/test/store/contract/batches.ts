import type { Claim, EndRecord } from '../../../src/store/store.js'
import {
  findMessage,
  keyOf,
  newMessage,
  owner,
  storedToken,
  templateCode,
  timelineOf,
} from '../../support/builders.js'
import type { OpenedStore } from './opened-store.js'

const attempt = (changed: Partial<EndRecord['attempt']> = {}): EndRecord['attempt'] => ({
  ...{ outcome: 'SENT', code: 'SUCCESS', detail: null, at: 3_000 },
  ...changed,
})

/** What is read or written for many messages with one statement. */
export const batchesContract = (store: OpenedStore) =>
  describe('batches', () => {
    const claimAll = (now = 2_000, sender = 'sender-1'): Promise<Claim[]> =>
      store().messages.claimDue({ owner: sender, app: owner, limit: 10, now, leaseUntil: now + 1_000 })

    test('of several messages with one requestId the first is queued', async () => {
      await store().messages.insert(newMessage({ requestId: 'old', templateCode: 'old' }))
      const given = ['a', 'old', 'b', 'a'].map((requestId, index) =>
        newMessage({ requestId, templateCode: `template-${index}` }),
      )
      expect(await store().messages.insertAll(given)).toEqual([true, false, true, false])
      const found = await Promise.all(['a', 'b', 'old'].map((requestId) => findMessage(store(), requestId)))
      expect(found.map((message) => message?.templateCode)).toEqual(['template-0', 'template-2', 'old'])
    })

    test('each claim is settled in its own way, and one that is no longer held not at all', async () => {
      const ids = ['sent', 'again', 'rejected', 'withdrawn', 'lost']
      await store().messages.insertAll(ids.map((requestId) => newMessage({ requestId })))
      const claims = await claimAll()
      const held = (requestId: string) => claims.find((claim) => claim.requestId === requestId)!
      const isOurs = await store().messages.recordEnds([
        { claim: held('sent'), attempt: attempt(), then: 'FINISH', outcome: 'SENT', messageId: 'm1' },
        {
          claim: held('again'),
          attempt: attempt({ outcome: 'UNKNOWN', code: 'TIMEOUT', detail: 'no answer' }),
          ...{ then: 'RETRY', dueAt: 9_000, isCharged: true },
        },
        {
          claim: held('rejected'),
          attempt: attempt({ outcome: 'REJECTED', code: 'PARAM_ILLEGAL' }),
          ...{ then: 'FINISH', outcome: 'REJECTED' },
        },
        { claim: { ...held('lost'), owner: 'other' }, attempt: attempt(), then: 'FINISH', outcome: 'SENT' },
        {
          claim: held('withdrawn'),
          attempt: attempt({ outcome: 'NOT_SENT', code: 'WITHDRAWN' }),
          ...{ then: 'FINISH', outcome: 'PURGED' },
        },
      ])
      expect(isOurs).toEqual([true, true, true, false, true])
      const now = await Promise.all(ids.map((requestId) => findMessage(store(), requestId)))
      expect(now).toMatchObject([
        { status: 'FINISHED', outcome: 'SENT', messageId: 'm1', owner: null, finishedAt: 3_000 },
        {
          ...{ status: 'QUEUED', outcome: null, code: 'TIMEOUT', detail: 'no answer', dueAt: 9_000 },
          ...{ retries: 1, wasUnknown: true, unknownCode: 'TIMEOUT', finishedAt: null },
        },
        { status: 'FINISHED', outcome: 'REJECTED', code: 'PARAM_ILLEGAL', retries: 0, wasUnknown: false },
        { status: 'FINISHED', outcome: 'PURGED', templates: '[]' },
        { status: 'SENDING', owner: 'sender-1', outcome: null },
      ])
      expect(await timelineOf(store(), 'again')).toEqual([
        {
          number: 1,
          startedAt: 2_000,
          finishedAt: 3_000,
          outcome: 'UNKNOWN',
          code: 'TIMEOUT',
          detail: 'no answer',
        },
      ])
    })

    test('the attempt that sent a message is the last of its timeline, after those that failed', async () => {
      await store().messages.insert(newMessage({ requestId: 'm' }))
      const first = await claimAll()
      const unknown = attempt({ outcome: 'UNKNOWN', code: 'TIMEOUT', detail: 'no answer' })
      const again = { then: 'RETRY', dueAt: 4_000, isCharged: true } as const
      await store().messages.recordEnd({ claim: first[0]!, attempt: unknown, ...again })
      const second = await claimAll(5_000)
      const sent = attempt({ code: 'ACCEPT', at: 5_100 })
      await store().messages.recordEnd({ claim: second[0]!, attempt: sent, then: 'FINISH', outcome: 'SENT' })
      expect(await timelineOf(store(), 'm')).toEqual([
        {
          ...{ number: 1, startedAt: 2_000, finishedAt: 3_000 },
          ...{ outcome: 'UNKNOWN', code: 'TIMEOUT', detail: 'no answer' },
        },
        {
          ...{ number: 2, startedAt: 5_000, finishedAt: 5_100 },
          ...{ outcome: 'SENT', code: 'ACCEPT', detail: null },
        },
      ])
    })

    test('the recipients of messages are read as they stand now', async () => {
      const [agreed, undecided] = await store().subscriptions.ensure(owner, [templateCode, 'other'])
      await store().subscriptions.decide(agreed!.subscriptionId, {
        ...{ type: 'AGREE', decidedAt: 1, receivedAt: 1, credits: 0 },
      })
      await store().tokens.put(owner, storedToken())
      const subscriptionIds = [agreed!, undecided!].map(({ subscriptionId }) => subscriptionId)
      await store().messages.insertAll([
        newMessage({ requestId: 'a', subscriptionId: subscriptionIds[0]! }),
        newMessage({ requestId: 'b', subscriptionId: subscriptionIds[1]! }),
        newMessage({ requestId: 'c', subscriptionId: subscriptionIds[0]!, subject: 'subject-2' }),
        newMessage({ requestId: 'd', subscriptionId: 'gone' }),
      ])
      const { version } = (await store().tokens.find(owner))!
      const token = { ...storedToken(), version }
      expect(await store().messages.recipientsOf(['d', 'a', 'nobody', 'b', 'c'].map(keyOf))).toEqual([
        { type: null, token },
        { type: 'AGREE', token },
        undefined,
        { type: null, token },
        { type: 'AGREE', token: undefined },
      ])
    })

    test('subscriptions and tokens of many are read at once', async () => {
      const others = { ...owner, subject: 'subject-2' }
      const [mine, second] = await store().subscriptions.ensure(owner, [templateCode, 'other'])
      const [third] = await store().subscriptions.ensure(others, [templateCode])
      const ids = [mine!, second!, third!].map(({ subscriptionId }) => subscriptionId)
      const found = await store().subscriptions.findAllForUpdate([...ids, 'nobody'])
      expect(found.map(({ subscriptionId }) => subscriptionId)).toEqual([...ids].sort())
      expect(found).toContainEqual(mine)

      await store().tokens.put(owner, storedToken())
      await store().tokens.put(others, storedToken({ accessToken: 'theirs' }))
      const elsewhere = { ...owner, customerBelongsTo: 'DANA' }
      expect(await store().tokens.findAll([others, elsewhere, owner, others])).toMatchObject([
        ...[{ accessToken: 'theirs' }, undefined, storedToken(), { accessToken: 'theirs' }],
      ])
    })

    test('nothing asked is nothing found', async () => {
      expect(await store().messages.known([])).toEqual([])
      expect(await store().messages.insertAll([])).toEqual([])
      expect(await store().messages.recordEnds([])).toEqual([])
      expect(await store().messages.recipientsOf([])).toEqual([])
      expect(await store().subscriptions.findAllForUpdate([])).toEqual([])
      expect(await store().tokens.findAll([])).toEqual([])
    })

    test('texts stay what they are, and what a database can’t hold in a text becomes a replacement character', async () => {
      await store().messages.insert(newMessage({ requestId: 'a', templates: '[{"t":"\\u0000 \\" 好 😀"}]' }))
      const [claim] = await claimAll()
      expect(claim).toMatchObject({ templates: '[{"t":"\\u0000 \\" 好 😀"}]' })
      const said = attempt({ outcome: 'REJECTED', code: 'X', detail: 'a\0b \ud800 \\u0000 😀 "' })
      await store().messages.recordEnds([
        { claim: claim!, attempt: said, then: 'FINISH', outcome: 'REJECTED' },
      ])
      const detail = 'a\ufffdb \ufffd \\u0000 😀 "'
      expect(await findMessage(store(), 'a')).toMatchObject({ detail })
      expect(await timelineOf(store(), 'a')).toMatchObject([{ detail }])
    })
  })
