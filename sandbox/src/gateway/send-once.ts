import { newMessageId } from '../state/random-ids.js'
import type { MiniProgram } from '../state/merchant.js'
import { translated } from '../console/choose-language.js'
import { pathStep, type PathStep } from '../superapp/path-step.js'
import type { InboxMessage } from '../superapp/inbox.js'
import type { ContentTemplate } from './content-templates.js'
import type { GatewayCall } from './gateway-method.js'
import { GatewayRefusal } from './refusal.js'
import { renderFor } from './render-message.js'
import { fingerprintOf, type DoneSend, type SendKey } from './sends.js'
import { checkFrequency, checkReceiver, checkSubscription, spendSubscription } from './receiver.js'
import type { IssuedToken } from './tokens.js'

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

/** With the faults that struck it, where nothing else is to be said. */
function sendStep(
  { sandbox, requestLogId, spoilt }: GatewayCall,
  more: { detail?: string; isGood?: boolean } = {},
): PathStep {
  const faults = spoilt.effects.length > 0 ? { detail: spoilt.effects.join(' ') } : {}
  return pathStep('send', sandbox.clock.real(), { requestLogId, ...faults, ...more })
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
  const fingerprint = fingerprintOf(call.body, userId)
  const earlier = findEarlier(call, appId, requestId, fingerprint)
  if (earlier !== undefined) {
    state.inbox.addStep(earlier, sendStep(call, { detail: 'again' }))
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

function deliver(call: GatewayCall, { path, userId, appId }: IssuedToken, message: InboxMessage): void {
  const { state, sandbox, spoilt } = call
  const registered = state.subscriptions.find(userId, appId, message.templateCode)
  const whole = [
    ...path,
    ...(registered?.registration === 'SUBSCRIBED'
      ? [pathStep('subscribe', Date.parse(registered.changedAt))]
      : []),
    ...state.sends.refusedSteps(keyOf(call, appId, message.requestId)),
    sendStep(call),
    pathStep('deliver', sandbox.clock.real()),
  ]
  // A subscription may be older than the token: what happened first stands first.
  whole.sort((one, other) => one.at - other.at)
  for (let copies = spoilt.isDeliveredTwice ? 2 : 1; copies > 0; copies -= 1) {
    state.inbox.put(message, whole)
    sandbox.events.publish({ type: 'message', message })
  }
}
