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
    const claimDue = async (options) => {
      const claims = await store.messages.claimDue(options)
      for (const claim of claims) {
        const attempt = { outcome: 'SENT', code: null, detail: null, at: Date.now() }
        await store.messages.settle({ claim, attempt, then: 'FINISH', outcome: 'SENT' })
      }
      return claims
    }
    return { ...services, store: { ...store, messages: { ...store.messages, claimDue } } }
  },
}
