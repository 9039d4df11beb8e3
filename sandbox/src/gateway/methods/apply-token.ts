import { appId, extendInfo } from '../field-rules.js'
import { requireMiniProgram, type GatewayMethod } from '../gateway-method.js'
import { grantFields, grantToken, tokenAnswer } from '../grant-token.js'

/** POST /v2/authorizations/applyToken: an auth code or a refresh token for tokens and the user's ID. */
export const applyToken: GatewayMethod = {
  path: '/v2/authorizations/applyToken',
  feature: 'appUserAuthorization',
  source: 'v2 applyToken; refreshToken, extendInfo and lengths from the Spanish edition',
  fields: { appId, ...grantFields(true), extendInfo },
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    return tokenAnswer(grantToken(call, miniProgram))
  },
}
