import type { Template } from '../console/template.js'
import type { Clock } from '../state/clock.js'
import type { State } from '../state/state.js'
import { jsapiFault } from './get-auth-code.js'
import type { PanelQuestion } from './open-layers.js'
import type { PanelAnswer } from '../state/auto-answer.js'

interface SubscribeRequest {
  userId: string
  appId: string
  entityIds: readonly string[]
}

/** The user has to be asked on the panel first. */
export interface PanelNeeded {
  panel: {
    panelId: string
    kind: 'ONE_TIME' | 'LONG_TERM'
    templates: { templateCode: string; name: string; texts: Template['texts'] }[]
  }
}

/**
 * `my.requestSubscribeMessage` of Alipay China. Whether it takes AIMPDP's template codes there is not
 * known; here it does, and what it registers counts under either `subscriptionSource`.
 */
export function requestSubscribeMessage(
  state: State,
  clock: Clock,
  request: SubscribeRequest,
): SubscribeAnswer | PanelNeeded {
  const { userId, appId, entityIds } = request
  const fault = jsapiFault(state, 'my.requestSubscribeMessage')
  if (fault) return panelFault(fault, entityIds)
  const site = state.users.get(userId)?.site
  const templates = entityIds.flatMap((code) => state.templates.approved(code, appId, site) ?? [])
  const error = findError(state, request, templates)
  if (error !== undefined) return panelFailure(error, entityIds)
  const kind = templates[0]?.kind ?? 'LONG_TERM'
  const question: PanelQuestion = { userId, appId, templateCodes: entityIds, kind }
  const silent = rememberedAnswer(state, question)
  if (silent) return silent
  const automatic = state.autoAnswer.panel
  if (automatic !== null && automatic !== 'never') {
    return answered(state, clock, question, { answer: automatic })
  }
  const shown = templates.map(({ name, texts }, index) => ({
    templateCode: entityIds[index] ?? '',
    name,
    texts,
  }))
  return { panel: { panelId: state.layers.showPanel(question), kind, templates: shown } }
}

/** What the user chose on a panel; undefined if it is no longer open. */
export function answerPanel(
  state: State,
  clock: Clock,
  panelId: string,
  choice: PanelChoice,
): SubscribeAnswer | undefined {
  const question = state.layers.closePanel(panelId)
  return question && answered(state, clock, question, choice)
}

function findError(
  state: State,
  { userId, appId, entityIds }: SubscribeRequest,
  templates: readonly Template[],
): PanelError | undefined {
  const { nativePanel } = state.settings
  const site = state.users.get(userId)?.site
  const isServed = site !== undefined && state.miniPrograms.get(appId)?.sites.has(site) === true
  if (!isServed || (nativePanel === 'ALIPAY_CN-only' && site !== 'ALIPAY_CN')) return 'WRONG_APP'
  if (entityIds.length === 0 || entityIds.length > 3) return 'BAD_PARAMETER'
  if (templates.length < entityIds.length || nativePanel === 'refuses-codes') return 'INVALID_TEMPLATE'
  if (new Set(templates.map(({ kind }) => kind)).size > 1) return 'MIXED_KINDS'
  return state.layers.hasPanel(userId, appId) ? 'ALREADY_OPEN' : undefined
}

/** After "always keep", "refuse, don't ask" or a long-term consent no panel comes: the answer of before is repeated. */
function rememberedAnswer(
  { subscriptions }: State,
  { userId, appId, templateCodes, kind }: PanelQuestion,
): SubscribeAnswer | undefined {
  const known = templateCodes.map((code) => subscriptions.find(userId, appId, code))
  const isSettled = known.every(
    (one) => one?.isRemembered === true || (kind === 'LONG_TERM' && one?.registration === 'SUBSCRIBED'),
  )
  if (!isSettled) return undefined
  const accepted = templateCodes.filter((_code, index) => known[index]?.registration === 'SUBSCRIBED')
  return panelSuccess({
    asked: templateCodes,
    accepted,
    added: [],
    show: false,
    keep: kind === 'ONE_TIME' && accepted.length > 0,
    refuse: accepted.length === 0,
  })
}

function answered(
  { subscriptions }: State,
  clock: Clock,
  { userId, appId, templateCodes, kind }: PanelQuestion,
  { answer, accepted: ticked = templateCodes, keep = false, refuse = false }: PanelChoice,
): SubscribeAnswer {
  const before = templateCodes.filter((code) => subscriptions.of(userId, appId, code) === 'SUBSCRIBED')
  if (answer !== 'AGREE' && answer !== 'REJECT') return panelFailure('CANCELLED', templateCodes, before)
  const accepted = answer === 'AGREE' ? templateCodes.filter((code) => ticked.includes(code)) : []
  const isRemembered = kind === 'ONE_TIME' ? keep : refuse
  for (const code of templateCodes) {
    const registration = accepted.includes(code) ? 'SUBSCRIBED' : 'WITHDRAWN'
    subscriptions.set(userId, appId, code, registration, { at: clock.real(), isRemembered })
  }
  const added = accepted.filter((code) => !before.includes(code))
  return panelSuccess({ asked: templateCodes, accepted, added, show: true, keep, refuse })
}

/** What happened with each template of a native panel. */
interface PanelOutcome {
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
const panelErrors = {
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
type PanelError = keyof typeof panelErrors

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
const panelFault = (
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
