import { requireMiniProgram, type GatewayMethod } from '../gateway-method.js'
import { grantToken, tokenAnswer } from '../grant-token.js'

/** POST /v2/authorizations/applyToken: an auth code or a refresh token for tokens and the user's ID. */
export const applyToken: GatewayMethod = {
  path: '/v2/authorizations/applyToken',
  feature: 'appUserAuthorization',
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    call.fields.optionalText('extendInfo', { max: 4096, free: true })
    return tokenAnswer(grantToken(call, miniProgram))
  },
}
