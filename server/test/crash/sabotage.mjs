import { randomUUID } from 'node:crypto'
import { openSqliteStore } from '../../dist/index.js'

const eventsOf = (ends) =>
  ends
    .filter(({ then }) => then === 'FINISH')
    .map(({ claim, attempt, outcome }) => {
      const { appId, subject, customerBelongsTo, requestId, subscriptionId, templateCode, createdAt } = claim
      return {
        ...{ appId, subject, type: 'message.finished', happenedAt: attempt.at },
        data: {
          ...{ customerBelongsTo, requestId, subscriptionId, templateCode, outcome },
          ...{ createdAt, finishedAt: attempt.at },
        },
      }
    })

/** Mistakes that the harness must catch; with none of them it proves nothing. */
export const sabotages = {
  /** Each try is a message of its own to the platform. */
  'new-request-id': (services) => {
    const { platform } = services
    const renamed = (path, request) =>
      path.endsWith('/send') ? { ...request, requestId: randomUUID() } : request
    return {
      ...services,
      platform: {
        timeoutMs: platform.timeoutMs,
        call: (path, request, pick) => platform.call(path, renamed(path, request), pick),
        close: () => platform.close(),
      },
    }
  },
  /** Marked as sent before it is. */
  'sent-before': (services) => {
    const { store } = services
    const marking = (messages) => ({
      ...messages,
      async claimDue(options) {
        const claims = await messages.claimDue(options)
        for (const claim of claims) {
          const attempt = { outcome: 'SENT', code: null, detail: null, at: Date.now() }
          await messages.recordEnd({ claim, attempt, then: 'FINISH', outcome: 'SENT' })
        }
        return claims
      },
    })
    const transaction = (work) => store.transaction((tx) => work({ ...tx, messages: marking(tx.messages) }))
    return { ...services, store: { ...store, transaction } }
  },
  /** A withdrawal is written down, and nobody looks at it before sending. */
  'consent-unasked': (services) => {
    const { store } = services
    const agreed = (one) => one && { ...one, type: 'AGREE' }
    const all = (read) => async (asked) => (await read(asked)).map(agreed)
    const blind = (parts) => {
      const { subscriptions, messages } = parts
      const { find, findForUpdate, findAllForUpdate, ofOwnerForUpdate, ofOwnersForUpdate } = subscriptions
      const seen = {
        find: async (id) => agreed(await find(id)),
        findForUpdate: async (id) => agreed(await findForUpdate(id)),
        findAllForUpdate: all(findAllForUpdate),
        ofOwnerForUpdate: all(ofOwnerForUpdate),
        ofOwnersForUpdate: all(ofOwnersForUpdate),
      }
      const kept = { purgeQueued: async () => 0, isSending: async () => false }
      return {
        ...parts,
        subscriptions: { ...subscriptions, ...seen },
        messages: { ...messages, ...kept, recipientsOf: all(messages.recipientsOf) },
      }
    }
    const transaction = (work) => store.transaction((tx) => work(blind(tx)))
    return { ...services, store: { ...blind(store), transaction } }
  },
  /** A withdrawal is written into the ledger and is not in force. */
  'rejects-unheeded': (services) => {
    const { store } = services
    const deaf = (subscriptions) => ({
      ...subscriptions,
      decide: async (id, decision) => {
        if (decision.type === 'AGREE') await subscriptions.decide(id, decision)
      },
    })
    const transaction = (work) =>
      store.transaction((tx) => work({ ...tx, subscriptions: deaf(tx.subscriptions) }))
    return { ...services, store: { ...store, transaction } }
  },
  /** What happens is written down when the transaction has ended, as if that were soon enough. */
  'events-afterwards': (services, { DATABASE_FILE }) => {
    const telling = services.store
    const store = openSqliteStore(DATABASE_FILE, undefined, { keepsEvents: false })
    const noting = (messages, noted) => ({
      ...messages,
      async recordEnds(ends) {
        noted.push(...ends)
        return messages.recordEnds(ends)
      },
    })
    const transaction = async (work) => {
      const noted = []
      const result = await store.transaction((tx) => work({ ...tx, messages: noting(tx.messages, noted) }))
      setTimeout(() => telling.events.add(eventsOf(noted)), 300)
      return result
    }
    return { ...services, store: { ...telling, transaction } }
  },
  /** A retry of the statement that is not asked whether the first one worked. */
  'events-twice': (services) => {
    const { store } = services
    const repeating = (tx) => ({
      ...tx.messages,
      async recordEnds(ends) {
        await tx.events.add(eventsOf(ends))
        return tx.messages.recordEnds(ends)
      },
    })
    const transaction = (work) => store.transaction((tx) => work({ ...tx, messages: repeating(tx) }))
    return { ...services, store: { ...store, transaction } }
  },
  /** The process ends with its connection. */
  'ends-with-the-database': (services) => {
    const { store } = services
    const transaction = (work) => store.transaction(work).catch(() => process.exit(1))
    return { ...services, store: { ...store, transaction } }
  },
  /** After the database was away, the sender stands still for longer than it may. */
  'stuck-after-an-outage': (services) => {
    const { store } = services
    let [stuckUntil, hasStuck] = [0, false]
    const waiting = (messages) => ({
      ...messages,
      claimDue: async (options) => (Date.now() < stuckUntil ? [] : messages.claimDue(options)),
    })
    const transaction = async (work) => {
      try {
        return await store.transaction((tx) => work({ ...tx, messages: waiting(tx.messages) }))
      } catch (error) {
        if (error.code === 'UNAVAILABLE' && !hasStuck) [stuckUntil, hasStuck] = [Date.now() + 30_000, true]
        throw error
      }
    }
    return { ...services, store: { ...store, transaction } }
  },
}
