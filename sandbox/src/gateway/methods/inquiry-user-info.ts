import { readCustomer } from '../customer.js'
import { requireMiniProgram, type GatewayMethod } from '../gateway-method.js'
import { requireLiveToken } from '../live-token.js'
import { userInfoOf } from '../user-info.js'

/** POST /v2/users/inquiryUserInfo: what the token's scopes let the merchant know of the user. */
export const inquiryUserInfo: GatewayMethod = {
  path: '/v2/users/inquiryUserInfo',
  feature: 'App_User_Authorization',
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    call.fields.optionalText('extendInfo', { max: 4096, free: true })
    readCustomer(call.fields, miniProgram)
    return { userInfo: userInfoOf(call.state, requireLiveToken(call, miniProgram.appId)) }
  },
}
