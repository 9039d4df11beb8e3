import { checkAuthClient } from '../customer.js'
import { extendInfo, neededWhen, required } from '../field-rules.js'
import { requireMiniProgram, type GatewayMethod } from '../gateway-method.js'
import { requireLiveToken } from '../live-token.js'
import { revoke as revokeToken } from '../tokens.js'

/** POST /v2/authorizations/revoke: ends an access token and its refresh token. */
export const revoke: GatewayMethod = {
  path: '/v2/authorizations/revoke',
  feature: 'appUserAuthorization',
  source: 'v2 revoke (generic edition)',
  fields: {
    appId: required(32, 'sibling'),
    accessToken: required(128, 'sibling'),
    authClientId: neededWhen('outside ALIPAY_CN', 128, 'sibling'),
    extendInfo,
  },
  isThere: ({ hasRevoke }) => hasRevoke,
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    const token = requireLiveToken(call, miniProgram.appId)
    checkAuthClient(call, miniProgram, token.site)
    revokeToken(token)
    return {}
  },
}
