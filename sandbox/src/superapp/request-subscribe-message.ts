import type { Template } from '../console/template.js'
import type { Clock } from '../state/clock.js'
import type { State } from '../state/state.js'
import { jsapiFault } from './jsapi-fault.js'
import type { PanelQuestion } from './open-layers.js'
import {
  panelFailure,
  panelFault,
  panelSuccess,
  type PanelChoice,
  type PanelError,
  type SubscribeAnswer,
} from './subscribe-answer.js'

export interface SubscribeRequest {
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
