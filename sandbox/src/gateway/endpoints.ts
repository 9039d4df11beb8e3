import type { Settings } from '../state/settings.js'
import { revokeToken } from '../state/tokens.js'
import {
  accessToken,
  appId,
  authClientId,
  customerBelongsTo,
  extendInfo,
  neededWhen,
  optional,
  optionalFree,
  required,
  requiredList,
  type FieldRules,
} from './fields.js'
import { requireMiniProgram, requireReady, type Feature, type GatewayCall } from './gateway-call.js'
import { readContents } from './render-message.js'
import { GatewayRefusal, type SuccessCode } from './result-codes.js'
import { sendOnce } from './send.js'
import {
  checkAuthClient,
  checkGivenAuthClient,
  grantFields,
  grantToken,
  requireLiveToken,
  requireTokenOfSite,
  tokenAnswer,
} from './tokens.js'
import { userInfoFor } from './user-info.js'

/** What stands beside `result`, and another code than SUCCESS where the platform has one. */
export type EndpointAnswer = Record<string, unknown> & { resultCode?: SuccessCode }

export interface Endpoint {
  /** After `/api/open`, e.g. `/v2/authorizations/applyToken`. */
  path: string
  /** Without it the platform does not offer the API. */
  feature: Feature
  /** Where its fields were read. */
  source: string
  /** All fields that it has; checked before it answers. */
  fields: FieldRules
  /** False where the settings say that the platform lacks it. @default always there */
  isThere?(settings: Settings): boolean
  /** What stands beside `result` in the answer; throws GatewayRefusal. */
  answer(call: GatewayCall): EndpointAnswer
}

/** POST /v2/authorizations/applyToken: an auth code or a refresh token for tokens and the user's ID. */
const applyToken: Endpoint = {
  path: '/v2/authorizations/applyToken',
  feature: 'appUserAuthorization',
  source: 'v2 applyToken; refreshToken, extendInfo and lengths from the Spanish edition',
  fields: { appId, ...grantFields(true), extendInfo },
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    return tokenAnswer(grantToken(call, miniProgram))
  },
}

/**
 * POST /v2/authorizations/applyTokenAndInquiryUserInfo: applyToken and inquiryUserInfo in one call. Its
 * field table was not seen: all but the three uses is inferred, as is that a code without auth_user is
 * spent by the attempt.
 */
const applyTokenAndInquiryUserInfo: Endpoint = {
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
      return { userInfo: userInfoFor(call, requireTokenOfSite(call, miniProgram)) }
    }
    const token = grantToken(call, miniProgram)
    return { ...tokenAnswer(token), userInfo: userInfoFor(call, token) }
  },
}

/** How this use is told apart is not documented. */
function isByToken({ fields, state }: GatewayCall): boolean {
  const grantType = fields.optionalText('grantType')
  return state.settings.infoByToken === 'without-grantType'
    ? grantType === undefined
    : grantType === 'ACCESS_TOKEN'
}

/** POST /v2/users/inquiryUserInfo: what the token's scopes let the merchant know of the user. */
const inquiryUserInfo: Endpoint = {
  path: '/v2/users/inquiryUserInfo',
  feature: 'appUserAuthorization',
  source: 'v2 users/inquiryUserInfo',
  fields: { appId, accessToken, authClientId, customerBelongsTo, extendInfo },
  answer(call) {
    const miniProgram = requireMiniProgram(call)
    return { userInfo: userInfoFor(call, requireTokenOfSite(call, miniProgram)) }
  },
}

/** POST /v2/authorizations/revoke: ends an access token and its refresh token. */
const revoke: Endpoint = {
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

/** POST /v2/miniprogram/message/send: fills an approved template and puts it into the user's inbox. */
const sendMessage: Endpoint = {
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

/**
 * POST /v2/messages/sendInbox: the older form, no longer maintained. It names no mini program and no super
 * app: the token tells both.
 */
const sendInbox: Endpoint = {
  path: '/v2/messages/sendInbox',
  feature: 'sendMessage',
  source: 'v2 messages/sendInbox (Spanish edition)',
  fields: {
    accessToken: required(128, 'sibling'),
    authClientId: optional(128, 'sibling'),
    requestId: required(128, 'sibling'),
    templateCode: required(256, 'sibling'),
    templates: requiredList(5, 'sibling'),
    extendInfo,
  },
  answer(call) {
    const { fields, state } = call
    const contents = readContents(fields, state.settings)
    const token = requireLiveToken(call)
    const miniProgram = state.miniPrograms.get(token.appId)
    if (!miniProgram) throw new GatewayRefusal('ACCESS_DENIED', `Mini program ${token.appId} is gone.`)
    requireReady('sendMessage', miniProgram, state)
    checkGivenAuthClient(fields, miniProgram, token.site)
    const request = {
      requestId: fields.text('requestId'),
      templateCode: fields.text('templateCode'),
      contents,
    }
    return {
      messageId: sendOnce(call, miniProgram, token, request),
      resultCode: state.settings.sendInboxCode,
    }
  },
}

/** The platform's endpoints by their path after `/api/open`. A new one is added here. */
export const endpoints: ReadonlyMap<string, Endpoint> = new Map(
  [applyToken, applyTokenAndInquiryUserInfo, inquiryUserInfo, revoke, sendMessage, sendInbox].map(
    (method) => [method.path, method],
  ),
)
