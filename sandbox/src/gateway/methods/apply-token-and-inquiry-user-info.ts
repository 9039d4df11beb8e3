import { appId, extendInfo, neededWhen } from '../field-rules.js'
import { requireMiniProgram, type GatewayCall, type GatewayMethod } from '../gateway-method.js'
import { grantFields, grantToken, tokenAnswer } from '../grant-token.js'
import { requireTokenOfSite } from '../live-token.js'
import { userInfoOf } from '../user-info.js'

/**
 * POST /v2/authorizations/applyTokenAndInquiryUserInfo: applyToken and inquiryUserInfo in one call. Its
 * field table was not seen: all but the three uses is inferred, as is that a code without auth_user is
 * spent by the attempt.
 */
export const applyTokenAndInquiryUserInfo: GatewayMethod = {
  path: '/v2/authorizations/applyTokenAndInquiryUserInfo',
  feature: 'appUserAuthorization',
  source:
    'v2 applyTokenAndInquiryUserInfo (its uses); fields as in applyToken and inquiryUserInfo (inferred)',
  fields: {
    appId,
    ...grantFields('without accessToken', 'inferred'),
    accessToken: neededWhen('to ask with a live token', 128, 'inferred'),
    extendInfo,
  },
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    if (isByToken(call)) {
      return { userInfo: userInfoOf(call.state, requireTokenOfSite(call, miniProgram)) }
    }
    const token = grantToken(call, miniProgram)
    return { ...tokenAnswer(token), userInfo: userInfoOf(call.state, token) }
  },
}

/** How this use is told apart is not documented. */
function isByToken({ fields, state }: GatewayCall): boolean {
  const grantType = fields.optionalText('grantType')
  return state.settings.infoByToken === 'without-grantType'
    ? grantType === undefined
    : grantType === 'ACCESS_TOKEN'
}
