import {
  findMessage,
  keyOf,
  ledgerEntry,
  ledgerKeys,
  newMessage,
  owner,
  storedToken,
} from '../../support/builders.js'
import type { OwnerPage, SubjectApp } from '../../../src/store/store.js'
import type { OpenedStore } from './opened-store.js'

export const upkeepContract = (store: OpenedStore) =>
  describe('upkeep', () => {
    const { appId, customerBelongsTo } = owner
    const claim = (now: number) =>
      store().messages.claimDue({
        ...{ owner: 'sender', app: { appId, customerBelongsTo }, limit: 1, now },
        leaseUntil: now + 1_000,
      })

    async function finished(
      requestId: string,
      at: number,
      outcome: 'SENT' | 'REJECTED' | 'UNKNOWN' = 'SENT',
      createdAt = 1_000,
    ): Promise<void> {
      const reference = `order-${requestId}`
      await store().messages.insert(newMessage({ requestId, reference, createdAt }))
      const [claimed] = await claim(at)
      const attempt = { outcome, code: 'SUCCESS', detail: null, at } as const
      await store().messages.recordEnd({ claim: claimed!, attempt, then: 'FINISH', outcome })
    }

    test('counts what waits, since when, and what became of the rest', async () => {
      await finished('a', 2_000)
      await store().messages.insert(newMessage({ createdAt: 5_000 }))
      await store().messages.insert(newMessage({ createdAt: 7_000 }))
      await store().messages.insert(newMessage({ createdAt: 6_000, appId: 'P2' }))
      await claim(8_000)
      const ofOne = { appId, queued: 1, waiting: 0, scheduled: 0, sending: 1, oldestAt: 5_000 }
      const ofTwo = { appId: 'P2', queued: 1, waiting: 0, scheduled: 0, sending: 0, oldestAt: 6_000 }
      expect(await store().upkeep.backlog(8_000)).toEqual({
        ...{ queued: 2, waiting: 0, scheduled: 0, sending: 1, oldestAt: 5_000, apps: [ofOne, ofTwo] },
      })
      expect(await store().upkeep.outcomes()).toEqual({ SENT: 1 })
    })

    test('what is scheduled for later is not late, and counts from its own time afterwards', async () => {
      await store().messages.insert(newMessage({ createdAt: 1_000, sendAt: 9_000 }))
      expect(await store().upkeep.backlog(8_999)).toMatchObject({ queued: 0, scheduled: 1, oldestAt: null })
      expect(await store().upkeep.backlog(9_000)).toMatchObject({ queued: 1, scheduled: 0, oldestAt: 9_000 })
    })

    test('counts dead letters apart from what was sent', async () => {
      await finished('sent', 2_000)
      await finished('refused', 2_000, 'REJECTED')
      await finished('lost', 2_000, 'UNKNOWN')
      await finished('lost as well', 2_000, 'UNKNOWN')
      const counted = await store().upkeep.deadLetters()
      expect(counted.sort((one, two) => one.count - two.count)).toEqual([
        { appId, outcome: 'REJECTED', count: 1 },
        { appId, outcome: 'UNKNOWN', count: 2 },
      ])
    })

    test('an empty outbox has no oldest message', async () => {
      expect(await store().upkeep.backlog(8_000)).toEqual({
        ...{ queued: 0, waiting: 0, scheduled: 0, sending: 0, oldestAt: null, apps: [] },
      })
    })

    test('shows all that is kept about a subject, and nothing of another; no token', async () => {
      await finished('a', 2_000)
      await store().messages.insert(newMessage({ requestId: 'other', subject: 'subject-2' }))
      await store().subscriptions.ensure(owner, ['T1'])
      await store().tokens.put(owner, storedToken())
      await store().userInfos.put({ ...owner, info: 'sealed', receivedAt: 1 })
      await store().ledger.append(ledgerEntry(), ledgerKeys[0])
      const kept = await store().upkeep.keptAbout([owner.subject])
      expect(kept).toMatchObject({
        messages: [{ requestId: 'a', reference: 'order-a', outcome: 'SENT' }],
        attempts: [{ requestId: 'a', number: 1 }],
        subscriptions: [{ templateCode: 'T1' }],
        ledger: [{ seq: 1 }],
        authorizations: [{ accessTokenExpiresAt: 10_000 }],
        userInfos: [{ info: 'sealed' }],
        events: [{ type: 'message.finished', data: { requestId: 'a', reference: 'order-a' } }],
      })
      expect(JSON.stringify(kept)).not.toMatch(/encrypted-|other/)
    })

    test('of names it knows those that were asked or stand in the ledger, and their apps', async () => {
      const nameIn = (appId: string) => ({ ...owner, appId, subject: `of-${appId}` })
      await store().subscriptions.ensure(nameIn('P2'), ['T1'])
      await store().subscriptions.ensure({ ...nameIn('P2'), subject: 'other' }, ['T1', 'T2'])
      await store().ledger.append(ledgerEntry(nameIn('P3')), ledgerKeys[0])
      expect(await store().upkeep.apps()).toEqual(['P2', 'P3'])
      expect(await store().upkeep.known(['P1', 'P2', 'P3'].map(nameIn))).toEqual([nameIn('P2'), nameIn('P3')])
      expect(await store().upkeep.known([])).toEqual([])
    })

    test('erases all of a subject but the ledger, and nothing of another', async () => {
      await finished('a', 2_000)
      await store().messages.insert(newMessage({ requestId: 'b' }))
      await store().messages.insert(newMessage({ requestId: 'other', subject: 'subject-2' }))
      await store().subscriptions.ensure(owner, ['T1'])
      await store().tokens.put(owner, storedToken())
      await store().userInfos.put({ ...owner, info: 'sealed', receivedAt: 1 })
      await store().ledger.append(ledgerEntry(), ledgerKeys[0])
      const keys = ['authorizations|P|hash', `subscriptions|P|${owner.subject}`, 'subscriptions|P|subject-2']
      for (const scope of keys) {
        const key = { scope, requestId: 'r' }
        const subject = scope.endsWith('subject-2') ? 'subject-2' : owner.subject
        await store().idempotency.begin(key, { hash: 'hash', now: 1, leaseUntil: 100, firstTry: null })
        await store().idempotency.finish(key, 100, { answer: '{}', subject, now: 2 })
      }
      expect(await store().upkeep.erase([owner.subject])).toBe(2)
      expect(await store().messages.known([keyOf('a'), keyOf('b')])).toEqual([])
      // Other tests may read the same server at the same time.
      let isDone = await store().compact()
      while (!isDone) isDone = await store().finishCompacting()
      expect(await store().upkeep.keptAbout([owner.subject])).toEqual({
        ...{ subscriptions: [], messages: [], attempts: [], authorizations: [], userInfos: [] },
        ...{ audit: [], events: [] },
        ledger: [expect.anything()],
      })
      expect(await findMessage(store(), 'other')).toBeDefined()
      const left = await Promise.all(keys.map((scope) => store().idempotency.find({ scope, requestId: 'r' })))
      expect(left.map((record) => record?.state)).toEqual([undefined, undefined, 'DONE'])
    })

    test('compacts beside a transaction that is open: neither fails', async () => {
      let compacting: Promise<boolean> | undefined
      await store().transaction(async (tx) => {
        await tx.messages.insert(newMessage({ requestId: 'a' }))
        compacting = store().compact()
        await tx.messages.insert(newMessage({ requestId: 'b' }))
      })
      expect(typeof (await compacting)).toBe('boolean')
      expect(await store().messages.known(['a', 'b'].map(keyOf))).toHaveLength(2)
    })

    const allForgotten = async (before: number) => {
      while (!(await store().history.forgetBefore(before, 10)).isDone) continue
    }

    test('forgets what finished before, and keeps what finished later or is queued', async () => {
      await finished('old', 2_000)
      await finished('new', 4_000)
      await store().messages.insert(newMessage({ requestId: 'queued', createdAt: 1 }))
      expect(await store().history.forgetBefore(3_000, 10)).toEqual({ messages: 1, isDone: true })
      expect(await findMessage(store(), 'old')).toBeUndefined()
      expect(await findMessage(store(), 'new')).toMatchObject({ outcome: 'SENT' })
      expect(await findMessage(store(), 'queued')).toMatchObject({ status: 'QUEUED' })
      expect(await store().history.forgetBefore(3_000, 10)).toEqual({ messages: 0, isDone: true })
    })

    test('a requestId is taken as long as its message is kept, and free when that is forgotten', async () => {
      await finished('a', 2_000)
      expect(await store().messages.known([keyOf('a')])).toMatchObject([
        { status: 'FINISHED', bodyHash: 'hash' },
      ])
      expect(await store().messages.insert(newMessage({ requestId: 'a' }))).toBe(false)
      await allForgotten(3_000)
      expect(await store().messages.known([keyOf('a')])).toEqual([])
      expect(await store().messages.insert(newMessage({ requestId: 'a' }))).toBe(true)
    })

    test('a requestId that came again after it was forgotten is not free because of the older message', async () => {
      await finished('a', 2_000)
      await allForgotten(3_000)
      await finished('a', 6_000, 'SENT', 5_000)
      await allForgotten(3_000)
      expect(await store().messages.known([keyOf('a')])).toMatchObject([{ status: 'FINISHED' }])
    })

    test('forgets messages in batches, the oldest first, and says when nothing is left', async () => {
      const ids = ['a', 'b', 'c']
      for (const [index, requestId] of ids.entries()) await finished(requestId, 2_000 + index)
      const kept = async () =>
        (await store().messages.known(ids.map(keyOf))).map(({ requestId }) => requestId)
      expect(await store().history.forgetBefore(3_000, 2)).toMatchObject({ messages: 2, isDone: false })
      expect(await kept()).toEqual(['c'])
      expect(await store().history.forgetBefore(3_000, 2)).toMatchObject({ messages: 1, isDone: true })
      expect(await kept()).toEqual([])
    })

    test('forgets code hashes, answers and user information that are old, in batches', async () => {
      for (const hash of ['h1', 'h2', 'h3']) await store().authCodes.claim(hash, 2_000)
      await store().userInfos.put({ ...owner, info: 'old', receivedAt: 2_000 })
      await store().userInfos.put({ ...owner, appId: 'P2', info: 'new', receivedAt: 4_000 })
      expect(await store().upkeep.forgetBefore(3_000, 2)).toBe(false)
      expect(await store().upkeep.forgetBefore(3_000, 2)).toBe(true)
      expect(await store().authCodes.claim('h3', 5_000)).toBe(true)
      expect(await store().userInfos.ofSubjects([owner.subject])).toMatchObject([{ info: 'new' }])
    })

    test('two apps may use the same requestId', async () => {
      await finished('a', 2_000)
      expect(await store().messages.insert(newMessage({ requestId: 'a', appId: 'P2' }))).toBe(true)
      expect(await store().messages.appsWith('a', [owner.appId, 'P2', 'P3'])).toHaveLength(2)
      expect(await findMessage(store(), 'a')).toMatchObject({ status: 'FINISHED' })
      expect(await store().messages.find({ appId: 'P2', requestId: 'a' })).toMatchObject({ status: 'QUEUED' })
    })

    test('of several processes one holds a lease, until it ends or is left to run out', async () => {
      const takeLease = (name: string, lease: { holder: string; now: number; until: number }) =>
        store().upkeep.takeLease(name, lease)
      expect(await takeLease('work', { holder: 'one', now: 1_000, until: 2_000 })).toBe(true)
      expect(await takeLease('work', { holder: 'two', now: 1_999, until: 3_000 })).toBe(false)
      expect(await takeLease('other work', { holder: 'two', now: 1_999, until: 3_000 })).toBe(true)
      expect(await takeLease('work', { holder: 'one', now: 1_999, until: 2_500 })).toBe(true)
      expect(await takeLease('work', { holder: 'two', now: 2_500, until: 3_000 })).toBe(true)
      expect(await takeLease('work', { holder: 'one', now: 2_600, until: 3_000 })).toBe(false)
    })

    test('finds the tokens that are not under the current key', async () => {
      await store().tokens.put(owner, storedToken({ accessToken: 'old.x', refreshToken: 'new.x' }))
      await store().tokens.put(
        { ...owner, subject: 's2' },
        storedToken({ accessToken: 'new.x', refreshToken: 'new.x' }),
      )
      expect(await store().upkeep.tokensNotUnder('new', { limit: 10 })).toMatchObject([
        { subject: owner.subject },
      ])
    })

    test('gives what is not under the current key page by page, each row once although none was changed', async () => {
      for (const subject of ['s3', 's1', 's2'])
        for (const appId of ['P2', 'P1']) {
          await store().tokens.put({ ...owner, subject, appId }, storedToken({ accessToken: 'old.x' }))
          await store().userInfos.put({ ...owner, subject, appId, info: 'old.x', receivedAt: 1 })
        }
      const { upkeep, userInfos } = store()
      const all: ((keyId: string, page: OwnerPage) => Promise<SubjectApp[]>)[] = [
        (keyId, page) => upkeep.tokensNotUnder(keyId, page),
        (keyId, page) => userInfos.notUnder(keyId, page),
      ]
      for (const notUnder of all) {
        const seen: string[] = []
        let page = await notUnder('new', { limit: 2 })
        for (; page.length > 0; page = await notUnder('new', { limit: 2, after: page.at(-1)! }))
          seen.push(...page.map(({ subject, appId }) => `${subject} ${appId}`))
        expect(seen).toEqual(['s1 P1', 's2 P1', 's3 P1', 's1 P2', 's2 P2', 's3 P2'])
      }
    })
  })
