import { readContents } from '../content-templates.js'
import {
  accessToken,
  appId,
  authClientId,
  customerBelongsTo,
  extendInfo,
  optionalFree,
  required,
  requiredList,
} from '../field-rules.js'
import { requireMiniProgram, type GatewayMethod } from '../gateway-method.js'
import { requireTokenOfSite } from '../live-token.js'
import { sendOnce } from '../send-once.js'

/** POST /v2/miniprogram/message/send: fills an approved template and puts it into the user's inbox. */
export const sendMessage: GatewayMethod = {
  path: '/v2/miniprogram/message/send',
  feature: 'sendMessage',
  source: 'v2 miniprogram/message/send; Message sending; lengths from the Spanish edition',
  fields: {
    appId,
    accessToken,
    customerBelongsTo,
    requestId: required(64, 'documented'),
    authClientId,
    templateCode: required(64, 'documented'),
    templates: requiredList(5, 'documented'),
    // One edition has it, with PUSH; here it is checked and otherwise left alone.
    redirectUrl: optionalFree(2048, 'sibling'),
    extendInfo,
  },
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    const { fields } = call
    const contents = readContents(fields, call.state.settings)
    const token = requireTokenOfSite(call, miniProgram)
    const request = {
      requestId: fields.text('requestId'),
      templateCode: fields.text('templateCode'),
      contents,
    }
    return { messageId: sendOnce(call, miniProgram, token, request) }
  },
}
