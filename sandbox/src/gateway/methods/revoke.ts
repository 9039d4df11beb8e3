import { checkAuthClient } from '../customer.js'
import { requireMiniProgram, type GatewayMethod } from '../gateway-method.js'
import { requireLiveToken } from '../live-token.js'
import { revoke as revokeToken } from '../tokens.js'

/** POST /v2/authorizations/revoke: ends an access token and its refresh token. */
export const revoke: GatewayMethod = {
  path: '/v2/authorizations/revoke',
  feature: 'appUserAuthorization',
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    call.fields.optionalText('extendInfo', { max: 4096, free: true })
    const token = requireLiveToken(call, miniProgram.appId)
    checkAuthClient(call.fields, miniProgram, token.site)
    revokeToken(token)
    return {}
  },
}
