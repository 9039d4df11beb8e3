import { translated } from '../console/choose-language.js'
import type { MiniProgram, User, State } from '../state/state.js'
import { newMessageId } from '../state/random-ids.js'
import { fingerprintOf, type DoneSend, type SendKey } from '../state/sends.js'
import type { IssuedToken } from '../state/tokens.js'
import type { InboxMessage } from '../superapp/inbox.js'
import { pathStep, type PathStep } from '../superapp/path-step.js'
import type { GatewayCall } from './gateway-call.js'
import { renderFor, type ContentTemplate } from './render-message.js'
import { GatewayRefusal } from './result-codes.js'

/** What a request asks to be sent. */
export interface SendRequest {
  requestId: string
  templateCode: string
  contents: ContentTemplate[]
}

/** Fills the template and puts the message into the inbox, once for a requestId. Returns the messageId. */
export function sendOnce(
  call: GatewayCall,
  miniProgram: MiniProgram,
  token: IssuedToken,
  request: SendRequest,
): string {
  try {
    return send(call, miniProgram, token, request)
  } catch (error) {
    if (error instanceof GatewayRefusal) noteRefused(call, miniProgram.appId, request.requestId, error)
    throw error
  }
}

function noteRefused(call: GatewayCall, appId: string, requestId: string, { code }: GatewayRefusal): void {
  const step = sendStep(call, { detail: code, isGood: false })
  call.state.sends.noteRefused(keyOf(call, appId, requestId), step)
}

/** With the faults that struck it and the warnings, where nothing else is to be said. */
function sendStep(
  { clock, requestLogId, spoilt, warnings }: GatewayCall,
  more: { detail?: string; isGood?: boolean } = {},
): PathStep {
  const special = [...spoilt.effects, ...warnings.map(({ setting }) => setting)].join(' ')
  const detail = special === '' ? {} : { detail: special }
  return pathStep('send', clock.real(), { requestLogId, ...detail, ...more })
}

/** The result on its way back: bad where a fault kept it from the backend, or put another in its place. */
function sentStep({ clock, requestLogId, spoilt }: GatewayCall): PathStep {
  const { refusal, isCut, httpStatus, effects } = spoilt
  const isGood = refusal === undefined && httpStatus === undefined && !isCut
  const detail = refusal?.code ?? effects.join(' ')
  return pathStep('sent', clock.real(), { requestLogId, isGood, ...(!isGood && { detail }) })
}

function send(
  call: GatewayCall,
  miniProgram: MiniProgram,
  token: IssuedToken,
  { requestId, templateCode, contents }: SendRequest,
): string {
  const { state, now } = call
  const { appId } = miniProgram
  const { userId } = token
  checkPurpose(call, token)
  const fingerprint = fingerprintOf(call.body, userId)
  const earlier = findEarlier(call, appId, requestId, fingerprint)
  if (earlier !== undefined) {
    state.inbox.addStep(earlier, sendStep(call, { detail: 'again' }))
    state.inbox.addStep(earlier, sentStep(call))
    return earlier
  }

  const user = checkReceiver(state, token)
  checkSubscription(state, token, templateCode)
  const template = state.templates.approved(templateCode, appId, token.site)
  if (!template) {
    throw new GatewayRefusal(
      'TEMPLATE_NOT_EXIST',
      `templateCode ${templateCode} is not approved for ${appId} in ${token.site}.`,
    )
  }
  const rendered = renderFor(user.language, template, contents, state.settings)
  checkFrequency(state, userId, appId, now)

  const messageId = newMessageId(now)
  state.sends.keep(keyOf(call, appId, requestId), { messageId, fingerprint, sentAt: now })
  state.traffic.countMessage(userId, appId, state.settings.messagesPerUserAndDay, now)
  const sender = translated(miniProgram.name, rendered.language)
  const deliveredAt = new Date(now).toISOString()
  deliver(call, token, {
    messageId,
    requestId,
    userId,
    appId,
    templateCode,
    sender,
    deliveredAt,
    ...rendered,
  })
  spendSubscription(state, token, templateCode, template.kind)
  return messageId
}

/** The messageId of the same request, sent before. Another request under its requestId is refused. */
function findEarlier(
  call: GatewayCall,
  appId: string,
  requestId: string,
  fingerprint: string,
): string | undefined {
  const { settings, sends } = call.state
  const earlier = sends.find(keyOf(call, appId, requestId))
  if (!earlier || !settings.idempotentSend || isForgotten(earlier, call)) return undefined
  if (earlier.fingerprint !== fingerprint && settings.otherBodySameRequestId === 'refuse') {
    const message = `requestId ${requestId} was sent before with another content: use a new requestId.`
    throw new GatewayRefusal(settings.otherBodyCode, message)
  }
  return earlier.messageId
}

/** How long a requestId is remembered is not documented. */
const isForgotten = ({ sentAt }: DoneSend, { state, now }: GatewayCall): boolean =>
  state.settings.requestIdMemoryMs > 0 && now >= sentAt + state.settings.requestIdMemoryMs

/** Within what a requestId stands for one message is not documented either. */
const keyOf = ({ client, state }: GatewayCall, appId: string, requestId: string): SendKey => ({
  clientId: client.clientId,
  appId: state.settings.requestIdScope === 'merchant' ? '' : appId,
  requestId,
})

function deliver(call: GatewayCall, token: IssuedToken, message: InboxMessage): void {
  const { state, clock, events, spoilt } = call
  const { userId, appId } = token
  const registered = state.subscriptions.find(userId, appId, message.templateCode)
  // Before the time of the steps that follow it: times are read one by one, and the path is in their order.
  const sending = sendStep(call)
  const now = clock.real()
  const before = new Set([
    ...state.tokens.loginPath(token),
    ...(registered?.registration === 'SUBSCRIBED'
      ? [pathStep('subscribe', Date.parse(registered.changedAt))]
      : []),
    ...token.path,
    ...state.sends.refusedSteps(keyOf(call, appId, message.requestId)),
  ])
  const whole = [
    // A set, since a remembered grant is on the way of both codes. What happened first stands first.
    ...[...before].sort((one, other) => one.at - other.at),
    sending,
    ...(['lookUp', 'userId', 'fill', 'deliver', 'show', 'delivered'] as const).map((step) =>
      pathStep(step, now),
    ),
    sentStep(call),
  ]
  for (let copies = spoilt.isDeliveredTwice ? 2 : 1; copies > 0; copies -= 1) {
    state.inbox.put(message, whole)
    events.publish({ type: 'message', message })
  }
}

const step3 =
  'Message sending, step 3: after the user agreed, call my.getAuthCode again with auth_user, exchange that code by ' +
  'applyToken, and send with this new token.'

const unwanted = {
  sendWithAuthBaseToken: 'has the scope auth_base alone',
  sendWithUserInfoToken: 'is one of step 2.1, which is there to obtain user information',
} as const

/** A token that the document does not want for sending: the settings say whether that is told, or refused. */
function checkPurpose({ state, warnings }: GatewayCall, { site, scopes, isForUserInfo }: IssuedToken): void {
  if (site !== 'ALIPAY_CN') return
  const found = {
    sendWithAuthBaseToken: scopes.every((scope) => scope === 'auth_base'),
    sendWithUserInfoToken: isForUserInfo,
  }
  for (const setting of ['sendWithAuthBaseToken', 'sendWithUserInfoToken'] as const) {
    const what = `accessToken ${unwanted[setting]}`
    const rule = found[setting] ? state.settings[setting] : 'off'
    if (rule === 'refuse') {
      const message = `${what}: sending needs the new one of step 3 (setting ${setting}).`
      throw new GatewayRefusal('INVALID_ACCESS_TOKEN', message, { remedy: step3 })
    }
    if (rule === 'warn') {
      const text = `${what}; whether the real platform sends with it is not known (setting ${setting}). ${step3}`
      warnings.push({ setting, text })
    }
  }
}

/** The user whom the token names, if he can have messages at all. */
export function checkReceiver({ users, settings }: State, { userId, site, scopes }: IssuedToken): User {
  const user = users.get(userId)
  if (user?.status !== 'ACTIVE') {
    throw new GatewayRefusal(settings.lockedUserCode, 'The user is locked or not registered.')
  }
  // In Alipay China the subscription gives the right to message; elsewhere a scope does (inferred).
  const code = settings.withoutSendMessageScope
  if (site !== 'ALIPAY_CN' && code !== 'send' && !scopes.includes('SEND_MESSAGE')) {
    const message = `${site} sends only with a token of scope SEND_MESSAGE: ask for it by my.getAuthCode.`
    throw new GatewayRefusal(code, message)
  }
  return user
}

export function checkSubscription(state: State, token: IssuedToken, templateCode: string): void {
  const registration = state.subscriptions.of(token.userId, token.appId, templateCode)
  const isNeeded = state.settings.subscriptionSource === 'official-panel' && token.site === 'ALIPAY_CN'
  if (registration === 'WITHDRAWN' || (isNeeded && registration !== 'SUBSCRIBED')) {
    throw new GatewayRefusal('USER_NOT_SUBSCRIBED', 'The user has not subscribed to this template.')
  }
}

/** One consent to a one-time template is one message, unless the user ticked "always keep" (inferred). */
export function spendSubscription(
  { subscriptions, settings }: State,
  { userId, appId }: IssuedToken,
  templateCode: string,
  kind: 'ONE_TIME' | 'LONG_TERM',
): void {
  if (kind === 'LONG_TERM' || settings.subscriptionSource === 'merchant') return
  if (subscriptions.find(userId, appId, templateCode)?.isRemembered === true) return
  subscriptions.set(userId, appId, templateCode, null)
}

export function checkFrequency(
  { traffic, settings }: State,
  userId: string,
  appId: string,
  now: number,
): void {
  const { messagesPerUserAndDay: limit } = settings
  if (!traffic.hasEnoughMessages(userId, appId, limit, now)) return
  throw new GatewayRefusal(
    'MESSAGE_SEND_EXCEED_LIMIT',
    `The user has had ${limit} messages of ${appId} in 24 hours.`,
  )
}
