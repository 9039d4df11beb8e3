import { readContents } from '../content-templates.js'
import { requireMiniProgram, type GatewayMethod } from '../gateway-method.js'
import { requireTokenOfSite } from '../live-token.js'
import { sendOnce } from '../send-once.js'

/** POST /v2/miniprogram/message/send: fills an approved template and puts it into the user's inbox. */
export const sendMessage: GatewayMethod = {
  path: '/v2/miniprogram/message/send',
  feature: 'sendMessage',
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    const { fields } = call
    const requestId = fields.text('requestId', { max: 64 })
    const templateCode = fields.text('templateCode', { max: 64 })
    fields.optionalText('extendInfo', { max: 4096, free: true })
    const contents = readContents(fields)
    const token = requireTokenOfSite(call, miniProgram)
    return { messageId: sendOnce(call, miniProgram, token, { requestId, templateCode, contents }) }
  },
}
