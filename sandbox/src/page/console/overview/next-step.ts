import type { Place } from '../tabs.js'

/** What the sandbox knows of the loop; all of it from what really happened. */
export interface LoopState {
  hasShop: boolean
  /** Status of each application for a template. */
  applications: readonly { status: string }[]
  /** Gateway calls, newest first. */
  requests: readonly {
    requestLogId: string
    path: string
    resultStatus: string | null
    resultCode: string | null
  }[]
  /** Whether a user subscribed in the super app's own panel. */
  isRegistered: boolean
  /** Messages of all users. */
  messageIds: readonly string[]
}

export type Mark = 'shop' | 'template' | 'request' | 'token' | 'message'
export type Step =
  'start' | 'template' | 'signature' | 'authorize' | 'answer' | 'code' | 'send' | 'call' | 'path'

/** Codes that mean the signature was looked at and did not do. */
const signatureCodes = ['SIGNATURE_INVALID', 'INVALID_SIGNATURE', 'KEY_NOT_FOUND', 'CLIENT_INVALID']

const isTokenCall = (path: string): boolean => /\/authorizations\/applyToken/.test(path)

/** Which parts of the loop have been seen to work. */
export function marksOf(state: LoopState): Record<Mark, boolean> {
  const succeeded = state.requests.filter(({ resultStatus }) => resultStatus === 'S')
  const message = state.messageIds.length > 0
  return {
    shop: state.hasShop,
    template: state.applications.some(({ status }) => status === 'APPROVED'),
    // The call itself may be older than the log that was read.
    request:
      message ||
      state.requests.some(({ resultCode }) => resultCode !== null && !signatureCodes.includes(resultCode)),
    token: message || succeeded.some(({ path }) => isTokenCall(path)),
    message,
  }
}

/**
 * Whether the user's AGREE is known: the backend then gets a second code and token, for sending (step 3 of
 * Message sending), or the super app's own panel registered it. After the first exchange the panel is only open.
 */
function hasAnswered({ requests, isRegistered }: LoopState): boolean {
  const exchanges = requests.filter(({ path, resultStatus }) => resultStatus === 'S' && isTokenCall(path))
  return isRegistered || exchanges.length > 1
}

/** The one thing to do next, and where. */
export function nextStep(state: LoopState): { step: Step; place: Place | 'phone' } {
  const marks = marksOf(state)
  const [latest] = state.requests
  if (latest?.resultCode != null && signatureCodes.includes(latest.resultCode)) {
    return { step: 'signature', place: { tab: 'requests', id: latest.requestLogId } }
  }
  if (!marks.template) return { step: 'template', place: { tab: 'templates' } }
  if (marks.message) {
    const [id] = state.messageIds
    return { step: 'path', place: id === undefined ? { tab: 'messages' } : { tab: 'messages', id } }
  }
  if (!marks.shop && !marks.request) return { step: 'start', place: { tab: 'connect' } }
  // Without a shop there is nobody to tap: the backend goes on alone.
  if (!marks.token) return { step: marks.shop ? 'authorize' : 'code', place: 'phone' }
  if (!marks.shop) return { step: 'call', place: { tab: 'connect' } }
  return { step: hasAnswered(state) ? 'send' : 'answer', place: 'phone' }
}
