import { requireMiniProgram, type GatewayMethod } from '../gateway-method.js'
import { grantToken, tokenAnswer } from '../grant-token.js'
import { requireTokenOfSite } from '../live-token.js'
import { userInfoOf } from '../user-info.js'

/**
 * POST /v2/authorizations/applyTokenAndInquiryUserInfo: applyToken and inquiryUserInfo in one call. Its
 * field table was not seen: that a call with accessToken and no grantType asks for the information alone
 * is inferred, as is that a code without auth_user is spent by the attempt.
 */
export const applyTokenAndInquiryUserInfo: GatewayMethod = {
  path: '/v2/authorizations/applyTokenAndInquiryUserInfo',
  feature: 'appUserAuthorization',
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    call.fields.optionalText('extendInfo', { max: 4096, free: true })
    if (call.fields.optionalText('grantType', { max: 64 }) === undefined) {
      return { userInfo: userInfoOf(call.state, requireTokenOfSite(call, miniProgram)) }
    }
    const token = grantToken(call, miniProgram)
    return { ...tokenAnswer(token), userInfo: userInfoOf(call.state, token) }
  },
}
