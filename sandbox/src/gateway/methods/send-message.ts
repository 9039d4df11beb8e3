import type { InboxMessage } from '../../superapp/inbox.js'
import { translated } from '../../console/choose-language.js'
import { newMessageId } from '../../state/random-ids.js'
import type { MiniProgram } from '../../state/merchant.js'
import { readContents } from '../content-templates.js'
import { readCustomer } from '../customer.js'
import { requireMiniProgram, type GatewayCall, type GatewayMethod } from '../gateway-method.js'
import { requireLiveToken } from '../live-token.js'
import { GatewayRefusal } from '../refusal.js'
import { renderFor } from '../render-message.js'
import { fingerprintOf } from '../sends.js'
import type { IssuedToken } from '../tokens.js'

/** POST /v2/miniprogram/message/send: fills an approved template and puts it into the user's inbox. */
export const sendMessage: GatewayMethod = {
  path: '/v2/miniprogram/message/send',
  feature: 'Send_Message',
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    const { fields, state, client, now } = call
    const requestId = fields.text('requestId', { max: 64 })
    const templateCode = fields.text('templateCode', { max: 64 })
    fields.optionalText('extendInfo', { max: 4096, free: true })
    const contents = readContents(fields)
    readCustomer(fields, miniProgram)
    const token = requireLiveToken(call, miniProgram.appId)

    const fingerprint = fingerprintOf(call.body, token.userId)
    const earlier = findEarlier(call, miniProgram.appId, requestId, fingerprint)
    if (earlier !== undefined) return { messageId: earlier }

    checkSubscription(call, token, templateCode)
    const template = state.templates.approved(templateCode, miniProgram.appId)
    if (!template) {
      const message = `templateCode ${templateCode} is not approved for ${miniProgram.appId}.`
      throw new GatewayRefusal('TEMPLATE_NOT_EXIST', message)
    }
    const language = state.users.get(token.userId)?.language ?? ''
    const rendered = renderFor(language, template, contents)
    const messageId = newMessageId(now)
    state.sends.keep(client.clientId, miniProgram.appId, requestId, { messageId, fingerprint })
    const { appId } = miniProgram
    const { userId } = token
    const sender = senderName(miniProgram, rendered.language)
    const deliveredAt = new Date(now).toISOString()
    deliver(call, {
      messageId,
      requestId,
      userId,
      appId,
      templateCode,
      sender,
      deliveredAt,
      ...rendered,
    })
    return { messageId }
  },
}

/** The messageId of the same request, sent before. Another request under its requestId is refused. */
function findEarlier(
  { state, client }: GatewayCall,
  appId: string,
  requestId: string,
  fingerprint: string,
): string | undefined {
  const earlier = state.sends.find(client.clientId, appId, requestId)
  if (!earlier || !state.settings.idempotentSend) return undefined
  if (earlier.fingerprint !== fingerprint && state.settings.otherBodySameRequestId === 'refuse') {
    const message = `requestId ${requestId} was sent before with another content: use a new requestId.`
    throw new GatewayRefusal('PARAM_ILLEGAL', message)
  }
  return earlier.messageId
}

function checkSubscription({ state }: GatewayCall, token: IssuedToken, templateCode: string): void {
  const registration = state.subscriptions.of(token.userId, token.appId, templateCode)
  const isNeeded = state.settings.subscriptionSource === 'official-panel'
  if (registration === 'WITHDRAWN' || (isNeeded && registration !== 'SUBSCRIBED')) {
    throw new GatewayRefusal('USER_NOT_SUBSCRIBED', 'The user has not subscribed to this template.')
  }
}

const senderName = ({ name }: MiniProgram, language: string): string => translated(name, language)

function deliver({ state, sandbox, spoilt }: GatewayCall, message: InboxMessage): void {
  for (let copies = spoilt.isDeliveredTwice ? 2 : 1; copies > 0; copies -= 1) {
    state.inbox.put(message)
    sandbox.events.publish({ type: 'message', message })
  }
}
