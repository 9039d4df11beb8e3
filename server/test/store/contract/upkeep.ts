import { ledgerEntry, newMessage, owner, storedToken } from '../../support/builders.js'
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
    ): Promise<void> {
      await store().messages.insert(newMessage({ requestId }))
      const [claimed] = await claim(at)
      const attempt = { outcome, code: 'SUCCESS', detail: null, at } as const
      await store().messages.settle({ claim: claimed!, attempt, then: 'FINISH', outcome })
    }

    test('counts what waits, since when, and what became of the rest', async () => {
      await finished('a', 2_000)
      await store().messages.insert(newMessage({ createdAt: 5_000 }))
      await store().messages.insert(newMessage({ createdAt: 7_000 }))
      await claim(8_000)
      expect(await store().upkeep.backlog()).toEqual({ queued: 1, sending: 1, oldestAt: 5_000 })
      expect(await store().upkeep.outcomes()).toEqual({ SENT: 1 })
    })

    test('counts dead letters apart from what was sent', async () => {
      await finished('sent', 2_000)
      await finished('refused', 2_000, 'REJECTED')
      await finished('lost', 2_000, 'UNKNOWN')
      await finished('lost as well', 2_000, 'UNKNOWN')
      expect(await store().upkeep.deadLetters()).toEqual({ REJECTED: 1, UNKNOWN: 2 })
    })

    test('an empty outbox has no oldest message', async () => {
      expect(await store().upkeep.backlog()).toEqual({ queued: 0, sending: 0, oldestAt: null })
    })

    test('shows all that is kept about a subject, and nothing of another; no token', async () => {
      await finished('a', 2_000)
      await store().messages.insert(newMessage({ requestId: 'other', subject: 'subject-2' }))
      await store().subscriptions.ensure(owner, ['T1'])
      await store().tokens.put(owner, storedToken())
      await store().userInfos.put({ ...owner, info: 'sealed', receivedAt: 1 })
      await store().ledger.append(ledgerEntry())
      const kept = await store().upkeep.keptAbout(owner.subject)
      expect(kept).toMatchObject({
        messages: [{ requestId: 'a', outcome: 'SENT' }],
        attempts: [{ requestId: 'a', number: 1 }],
        subscriptions: [{ templateCode: 'T1' }],
        ledger: [{ seq: 1 }],
        authorizations: [{ accessTokenExpiresAt: 10_000 }],
        userInfos: [{ info: 'sealed' }],
      })
      expect(JSON.stringify(kept)).not.toMatch(/encrypted-|other/)
    })

    test('erases all of a subject but the ledger, and nothing of another', async () => {
      await finished('a', 2_000)
      await store().messages.insert(newMessage({ requestId: 'other', subject: 'subject-2' }))
      await store().subscriptions.ensure(owner, ['T1'])
      await store().tokens.put(owner, storedToken())
      await store().userInfos.put({ ...owner, info: 'sealed', receivedAt: 1 })
      await store().ledger.append(ledgerEntry())
      const keys = ['authorizations|P|hash', `subscriptions|P|${owner.subject}`, 'subscriptions|P|subject-2']
      for (const scope of keys) {
        const key = { scope, requestId: 'r' }
        await store().idempotency.begin(key, 'hash', 1, 100)
        await store().idempotency.finish(
          key,
          JSON.stringify(scope.startsWith('a') ? { subject: owner.subject } : {}),
          2,
        )
      }
      expect(await store().upkeep.erase(owner.subject)).toBe(1)
      await store().compact()
      expect(await store().upkeep.keptAbout(owner.subject)).toEqual({
        ...{ subscriptions: [], messages: [], attempts: [], authorizations: [], userInfos: [] },
        ledger: [expect.anything()],
      })
      expect(await store().messages.find('other')).toBeDefined()
      const left = await Promise.all(keys.map((scope) => store().idempotency.find({ scope, requestId: 'r' })))
      expect(left.map((record) => record?.state)).toEqual([undefined, undefined, 'DONE'])
    })

    test('forgets parameters, timelines, code hashes, answers and user information that are old, and keeps that there was a message', async () => {
      await finished('old', 2_000)
      await finished('new', 4_000)
      await store().authCodes.claim('hash', 2_000)
      await store().userInfos.put({ ...owner, info: 'old', receivedAt: 2_000 })
      await store().userInfos.put({ ...owner, appId: 'P2', info: 'new', receivedAt: 4_000 })
      expect(await store().upkeep.forgetBefore(3_000)).toBe(1)
      expect(await store().messages.find('old')).toMatchObject({ templates: '[]', outcome: 'SENT' })
      expect(await store().messages.attemptsOf('old')).toEqual([])
      expect(await store().messages.attemptsOf('new')).toHaveLength(1)
      expect(await store().authCodes.claim('hash', 5_000)).toBe(true)
      expect(await store().userInfos.ofSubject(owner.subject)).toMatchObject([{ info: 'new' }])
      expect(await store().upkeep.forgetBefore(3_000)).toBe(0)
    })

    test('finds the tokens that are not under the current key', async () => {
      await store().tokens.put(owner, storedToken({ accessToken: 'old.x', refreshToken: 'new.x' }))
      await store().tokens.put(
        { ...owner, subject: 's2' },
        storedToken({ accessToken: 'new.x', refreshToken: 'new.x' }),
      )
      expect(await store().upkeep.tokensNotUnder('new', 10)).toMatchObject([{ subject: owner.subject }])
    })
  })
