import type { PanelAnswer } from '../state/auto-answer.js'

/** What happened with each template of a native panel. */
export interface PanelOutcome {
  /** All templates that were asked for. */
  asked: readonly string[]
  accepted: readonly string[]
  /** Accepted now, not before. */
  added: readonly string[]
  /** False: no panel came, the answer of before is repeated. */
  show: boolean
  keep: boolean
  refuse: boolean
}

/** Codes of Alipay China's my.requestSubscribeMessage. */
export const panelErrors = {
  CANCELLED: { errorCode: 11, errorMessage: 'The user cancelled.' },
  ALREADY_OPEN: { errorCode: 15, errorMessage: 'A subscription panel is open already.' },
  BAD_PARAMETER: { errorCode: 203, errorMessage: 'entityIds must be a list of 1 to 3 template codes.' },
  WRONG_APP: { errorCode: 402, errorMessage: 'This mini program cannot serve.' },
  MIXED_KINDS: { errorCode: 106002, errorMessage: 'One-time and long-term templates cannot be mixed.' },
  INVALID_TEMPLATE: {
    errorCode: 106008,
    errorMessage: 'A template does not exist, or was not approved for this mini program.',
  },
} as const
export type PanelError = keyof typeof panelErrors

interface PanelResult {
  subscribeEntityIds?: readonly string[]
  subscribedEntityIds: readonly string[]
  unsubscribedEntityIds: readonly string[]
  currentSubscribedEntityIds: readonly string[]
  entityList?: readonly string[]
}

/** Agree and refuse both are success: `result.subscribedEntityIds` tells them apart. */
export function panelSuccess({ asked, accepted, added, show, keep, refuse }: PanelOutcome) {
  const result: PanelResult = {
    subscribeEntityIds: accepted,
    subscribedEntityIds: accepted,
    unsubscribedEntityIds: asked.filter((id) => !accepted.includes(id)),
    currentSubscribedEntityIds: added,
  }
  const verdicts: Record<string, string> = Object.fromEntries(
    asked.map((id) => [id, accepted.includes(id) ? 'accept' : 'reject']),
  )
  return { success: { ...verdicts, behavior: 'subscribe', show, keep, refuse, result } }
}

/** `behavior` is `cancel` for a cancel and empty for a failure. `error` repeats `errorCode`, as older clients have it. */
export function panelFailure(
  error: PanelError,
  asked: readonly string[],
  subscribed: readonly string[] = [],
) {
  return failed(panelErrors[error], asked, subscribed)
}

/** The same for a code that a fault names. */
export const panelFault = (
  { error: errorCode, errorMessage }: { error: number; errorMessage: string },
  asked: readonly string[],
) => failed({ errorCode, errorMessage }, asked, [])

function failed(
  { errorCode, errorMessage }: { errorCode: number; errorMessage: string },
  asked: readonly string[],
  subscribed: readonly string[],
) {
  const isCancel = errorCode === panelErrors.CANCELLED.errorCode
  const result: PanelResult = {
    subscribedEntityIds: subscribed,
    unsubscribedEntityIds: asked.filter((id) => !subscribed.includes(id)),
    currentSubscribedEntityIds: [],
    ...(isCancel && { entityList: asked }),
  }
  const behavior = isCancel ? 'cancel' : ''
  return { fail: { error: errorCode, errorCode, errorMessage, behavior, show: isCancel, result } }
}

export type SubscribeAnswer = ReturnType<typeof panelSuccess> | ReturnType<typeof panelFailure>

/** How the panel ended: with a choice, or closed without one. */
export interface PanelChoice {
  answer: PanelAnswer
  /** The ticked ones. @default all for AGREE */
  accepted?: readonly string[]
  /** "Always keep", on the panel of one-time templates. */
  keep?: boolean
  /** "Refuse, don't ask again", on the panel of long-term templates. */
  refuse?: boolean
}
