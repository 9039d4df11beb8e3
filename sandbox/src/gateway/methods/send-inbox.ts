import { checkGivenAuthClient } from '../customer.js'
import { readContents } from '../content-templates.js'
import { extendInfo, optional, required, requiredList } from '../field-rules.js'
import { requireReady, type GatewayMethod } from '../gateway-method.js'
import { requireLiveToken } from '../live-token.js'
import { GatewayRefusal } from '../refusal.js'
import { sendOnce } from '../send-once.js'

/**
 * POST /v2/messages/sendInbox: the older form, no longer maintained. It names no mini program and no super
 * app: the token tells both.
 */
export const sendInbox: GatewayMethod = {
  path: '/v2/messages/sendInbox',
  feature: 'sendMessage',
  source: 'v2 messages/sendInbox (Spanish edition)',
  fields: {
    accessToken: required(128, 'sibling'),
    authClientId: optional(128, 'sibling'),
    requestId: required(128, 'sibling'),
    templateCode: required(256, 'sibling'),
    templates: requiredList(5, 'sibling'),
    extendInfo,
  },
  answer(call) {
    const { fields, state } = call
    const contents = readContents(fields, state.settings)
    const token = requireLiveToken(call)
    const miniProgram = state.miniPrograms.get(token.appId)
    if (!miniProgram) throw new GatewayRefusal('ACCESS_DENIED', `Mini program ${token.appId} is gone.`)
    requireReady('sendMessage', miniProgram, state)
    checkGivenAuthClient(fields, miniProgram, token.site)
    const request = {
      requestId: fields.text('requestId'),
      templateCode: fields.text('templateCode'),
      contents,
    }
    return {
      messageId: sendOnce(call, miniProgram, token, request),
      resultCode: state.settings.sendInboxCode,
    }
  },
}
