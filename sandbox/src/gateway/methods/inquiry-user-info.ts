import { accessToken, appId, authClientId, customerBelongsTo, extendInfo } from '../field-rules.js'
import { requireMiniProgram, type GatewayMethod } from '../gateway-method.js'
import { requireTokenOfSite } from '../live-token.js'
import { userInfoOf } from '../user-info.js'

/** POST /v2/users/inquiryUserInfo: what the token's scopes let the merchant know of the user. */
export const inquiryUserInfo: GatewayMethod = {
  path: '/v2/users/inquiryUserInfo',
  feature: 'appUserAuthorization',
  source: 'v2 users/inquiryUserInfo',
  fields: { appId, accessToken, authClientId, customerBelongsTo, extendInfo },
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    return { userInfo: userInfoOf(call.state, requireTokenOfSite(call, miniProgram)) }
  },
}
