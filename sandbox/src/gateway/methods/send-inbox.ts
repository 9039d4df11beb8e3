import { checkAuthClient } from '../customer.js'
import { readContents } from '../content-templates.js'
import { requireReady, type GatewayMethod } from '../gateway-method.js'
import { requireLiveToken } from '../live-token.js'
import { GatewayRefusal } from '../refusal.js'
import { sendOnce } from '../send-once.js'

/**
 * POST /v2/messages/sendInbox: the older form, no longer maintained. It names no mini program and no super
 * app: the token tells both. That authClientId is needed as elsewhere is inferred.
 */
export const sendInbox: GatewayMethod = {
  path: '/v2/messages/sendInbox',
  feature: 'sendMessage',
  answer(call) {
    const { fields, state } = call
    const requestId = fields.text('requestId', { max: 128 })
    const templateCode = fields.text('templateCode', { max: 256 })
    fields.optionalText('extendInfo', { max: 4096, free: true })
    const contents = readContents(fields)
    const token = requireLiveToken(call)
    const miniProgram = state.miniPrograms.get(token.appId)
    if (!miniProgram) throw new GatewayRefusal('ACCESS_DENIED', `Mini program ${token.appId} is gone.`)
    requireReady('sendMessage', miniProgram, state)
    checkAuthClient(fields, miniProgram, token.site)
    const messageId = sendOnce(call, miniProgram, token, { requestId, templateCode, contents })
    return { messageId, resultCode: state.settings.sendInboxCode }
  },
}
