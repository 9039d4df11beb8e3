import { owner, templateCode } from '../../support/builders.js'
import type { OpenedStore } from './opened-store.js'

export const subscriptionsContract = (store: OpenedStore) =>
  describe('subscriptions', () => {
    const ensureOne = async () => {
      const [subscription] = await store().subscriptions.ensure(owner, [templateCode])
      return subscription!
    }

    test('are made once for each user and template, undecided, with an id nobody guesses', async () => {
      const first = await ensureOne()
      expect(first).toMatchObject({ ...owner, templateCode, type: null, decidedAt: null, credits: 0 })
      expect(first.subscriptionId).toMatch(/^sub_[\w-]{32}$/)
      expect(await ensureOne()).toEqual(first)
    })

    test('come in the order of the templates asked for', async () => {
      const both = await store().subscriptions.ensure(owner, ['t2', 't1'])
      expect(both.map((subscription) => subscription.templateCode)).toEqual(['t2', 't1'])
    })

    test('of another user, app or site are others', async () => {
      const ids = new Set<string>()
      for (const changed of [{}, { subject: 'subject-2' }, { appId: 'P2' }, { customerBelongsTo: 'DANA' }]) {
        const [made] = await store().subscriptions.ensure({ ...owner, ...changed }, [templateCode])
        ids.add(made!.subscriptionId)
      }
      expect(ids.size).toBe(4)
      expect(await store().subscriptions.ofOwnerForUpdate(owner)).toHaveLength(1)
    })

    test('each AGREE adds its credits, REJECT ends them', async () => {
      const { subscriptionId } = await ensureOne()
      const { subscriptions } = store()
      await subscriptions.decide(subscriptionId, { type: 'AGREE', decidedAt: 1, receivedAt: 1, credits: 1 })
      await subscriptions.decide(subscriptionId, { type: 'AGREE', decidedAt: 2, receivedAt: 2, credits: 1 })
      expect(await subscriptions.find(subscriptionId)).toMatchObject({
        type: 'AGREE',
        decidedAt: 2,
        credits: 2,
      })
      await subscriptions.decide(subscriptionId, { type: 'REJECT', decidedAt: 3, receivedAt: 3, credits: 0 })
      expect(await subscriptions.find(subscriptionId)).toMatchObject({
        type: 'REJECT',
        decidedAt: 3,
        credits: 0,
      })
    })

    test('a credit is taken once', async () => {
      const { subscriptionId } = await ensureOne()
      const { subscriptions } = store()
      await subscriptions.decide(subscriptionId, { type: 'AGREE', decidedAt: 1, receivedAt: 1, credits: 1 })
      const taken = await Promise.all([1, 2, 3].map(() => subscriptions.takeCredit(subscriptionId)))
      expect(taken.filter(Boolean)).toHaveLength(1)
    })

    test('a credit does not come back after a withdrawal', async () => {
      const { subscriptionId } = await ensureOne()
      const { subscriptions } = store()
      await subscriptions.decide(subscriptionId, { type: 'REJECT', decidedAt: 1, receivedAt: 1, credits: 0 })
      await subscriptions.returnCredit(subscriptionId, 0)
      expect(await subscriptions.find(subscriptionId)).toMatchObject({ credits: 0 })
    })

    test('a credit of a consent that was withdrawn does not come back to the next consent', async () => {
      const { subscriptionId } = await ensureOne()
      const { subscriptions } = store()
      const decide = (type: 'AGREE' | 'REJECT', at: number) =>
        subscriptions.decide(subscriptionId, { type, decidedAt: at, receivedAt: at, credits: 1 })
      await decide('AGREE', 1)
      await subscriptions.takeCredit(subscriptionId)
      await decide('REJECT', 3)
      await decide('AGREE', 4)
      await subscriptions.returnCredit(subscriptionId, 2)
      expect(await subscriptions.find(subscriptionId)).toMatchObject({ credits: 1 })
      await subscriptions.returnCredit(subscriptionId, 5)
      expect(await subscriptions.find(subscriptionId)).toMatchObject({ credits: 2 })
    })
  })
