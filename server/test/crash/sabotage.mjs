import { randomUUID } from 'node:crypto'

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
          await messages.settle({ claim, attempt, then: 'FINISH', outcome: 'SENT' })
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
      const { find, findAll, ofOwner } = subscriptions
      const seen = {
        find: async (id) => agreed(await find(id)),
        findAll: all(findAll),
        ofOwner: all(ofOwner),
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
}
