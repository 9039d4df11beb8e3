import { platformTime } from '../state/clock.js'
import type { MiniProgram } from '../state/state.js'
import { isSite, sites, type Site } from '../state/sites.js'
import type { IssuedToken } from '../state/tokens.js'
import { pathStep, type PathStep } from '../superapp/path-step.js'
import {
  authClientId,
  customerBelongsTo,
  neededWhen,
  required,
  type FieldRule,
  type RequestFields,
} from './fields.js'
import type { GatewayCall } from './gateway-call.js'
import { GatewayRefusal, type RefusalCode } from './result-codes.js'

/** Fields of an exchange. */
export const grantFields = (
  needsGrantType: true | string,
  mark: FieldRule['mark'] = 'documented',
): Record<string, FieldRule> => ({
  authClientId,
  grantType: needsGrantType === true ? required(64, mark) : neededWhen(needsGrantType, 64, mark),
  customerBelongsTo,
  authCode: neededWhen('with AUTHORIZATION_CODE', 64, mark),
  refreshToken: neededWhen('with REFRESH_TOKEN', 128, 'sibling'),
})

/**
 * The exchange behind applyToken: an auth code or a refresh token for a pair of tokens.
 * Answers INVALID_/USED_/EXPIRED_AUTHCODE, INVALID_/USED_/EXPIRED_REFRESH_TOKEN,
 * AUTH_CLIENT_UNSUPPORTED_GRANT_TYPE.
 */
export function grantToken(call: GatewayCall, miniProgram: MiniProgram): IssuedToken {
  const grantType = call.fields.text('grantType')
  if (grantType === 'AUTHORIZATION_CODE') return byAuthCode(call, miniProgram)
  if (grantType === 'REFRESH_TOKEN') return byRefreshToken(call, miniProgram)
  throw new GatewayRefusal(
    'AUTH_CLIENT_UNSUPPORTED_GRANT_TYPE',
    `grantType ${grantType} is neither AUTHORIZATION_CODE nor REFRESH_TOKEN.`,
  )
}

function byAuthCode(call: GatewayCall, miniProgram: MiniProgram): IssuedToken {
  const { state, client, fields, now } = call
  const site = readCustomer(call, miniProgram)
  const authCode = fields.text('authCode')
  const authorization = state.authCodes.take(authCode, { appId: miniProgram.appId, site }, now)
  if (typeof authorization === 'string') {
    const before = authorization === 'USED_AUTHCODE' ? state.tokens.ofCode(authCode) : undefined
    if (before && state.settings.reusedAuthCode === 'same-token') return before
    throw new GatewayRefusal(codeName(call, authorization), codeMessages[authorization])
  }
  const exchange = call.path.endsWith('/applyToken') ? 'token' : 'tokenAndUserInfo'
  const path = [...authorization.path, ...tokenSteps(call, exchange)]
  return state.tokens.issue(client.clientId, { ...authorization, path }, now, state.settings, authCode)
}

function byRefreshToken(call: GatewayCall, miniProgram: MiniProgram): IssuedToken {
  const { state, client, fields, now } = call
  readCustomer(call, miniProgram)
  const refreshToken = fields.text('refreshToken')
  const holder = { clientId: client.clientId, appId: miniProgram.appId }
  const token = state.tokens.refresh(refreshToken, holder, now, state.settings, tokenSteps(call, 'refresh'))
  if (typeof token === 'string') throw new GatewayRefusal(token, refreshMessages[token])
  return token
}

/** The tokens as the answer carries them. */
export const tokenAnswer = (token: IssuedToken): Record<string, unknown> => ({
  accessToken: token.accessToken,
  accessTokenExpiryTime: platformTime(token.accessTokenExpiresAt),
  refreshToken: token.refreshToken,
  refreshTokenExpiryTime: platformTime(token.refreshTokenExpiresAt),
  customerId: token.userId,
})

/** The refusal's name in the family of codes that the settings choose. */
function codeName({ state }: GatewayCall, code: keyof typeof codeMessages): RefusalCode {
  return state.settings.authCodeFamily === 'v2' ? code : firstNames[code]
}

/** The exchange and its answer, for the path of the messages sent with the token. */
const tokenSteps = (
  { clock, requestLogId }: GatewayCall,
  step: 'token' | 'tokenAndUserInfo' | 'refresh',
): PathStep[] => [
  pathStep(step, clock.real(), { requestLogId }),
  pathStep('tokenGiven', clock.real(), { requestLogId }),
]

const firstNames = {
  INVALID_AUTHCODE: 'INVALID_CODE',
  USED_AUTHCODE: 'USED_CODE',
  EXPIRED_AUTHCODE: 'EXPIRED_CODE',
} as const

const codeMessages = {
  INVALID_AUTHCODE: 'authCode does not exist for this mini program: call my.getAuthCode again.',
  USED_AUTHCODE: 'authCode has been used already: call my.getAuthCode again.',
  EXPIRED_AUTHCODE: 'authCode has expired: call my.getAuthCode again.',
} as const

const refreshMessages = {
  INVALID_REFRESH_TOKEN: 'refreshToken does not exist: get a new one with an auth code.',
  USED_REFRESH_TOKEN: 'refreshToken has been used already: use the one of the last answer.',
  EXPIRED_REFRESH_TOKEN: 'refreshToken has expired: the user has to authorise again.',
} as const

/** The token that `accessToken` names; INVALID_ACCESS_TOKEN or EXPIRED_ACCESS_TOKEN if it is not live. */
export function requireLiveToken({ state, client, fields, now }: GatewayCall, appId?: string): IssuedToken {
  const accessToken = fields.text('accessToken')
  const holder = { clientId: client.clientId, ...(appId !== undefined && { appId }) }
  const token = state.tokens.live(accessToken, holder, now)
  if (typeof token !== 'string') return token
  throw new GatewayRefusal(
    token,
    token === 'EXPIRED_ACCESS_TOKEN'
      ? 'accessToken has expired: refresh it by applyToken.'
      : 'accessToken does not exist for this mini program, or was revoked or refreshed.',
  )
}

/** The same where the request names the super app too: a token of another one is as good as unknown. */
export function requireTokenOfSite(call: GatewayCall, miniProgram: MiniProgram): IssuedToken {
  const site = readSite(call.fields)
  checkAuthClient(call, miniProgram, site)
  const token = requireLiveToken(call, miniProgram.appId)
  if (token.site === site) return token
  throw new GatewayRefusal('INVALID_ACCESS_TOKEN', `accessToken belongs to ${token.site}, not to ${site}.`)
}

/**
 * customerBelongsTo and authClientId together: the second is needed for every super app but Alipay China,
 * and wherever it is given it has to be the right one.
 */
export function readCustomer(call: GatewayCall, miniProgram: MiniProgram): Site {
  const site = readSite(call.fields)
  checkAuthClient(call, miniProgram, site)
  return site
}

export function readSite(fields: RequestFields): Site {
  const customerBelongsTo = fields.text('customerBelongsTo')
  if (isSite(customerBelongsTo)) return customerBelongsTo
  throw new GatewayRefusal('PARAM_ILLEGAL', `customerBelongsTo must be one of ${sites.join(', ')}.`)
}

/** Also for endpoints without customerBelongsTo, where the token tells the site. */
export function checkAuthClient(
  { fields, state, path }: GatewayCall,
  miniProgram: MiniProgram,
  site: Site,
): void {
  const given = checkGivenAuthClient(fields, miniProgram, site)
  if (given !== undefined) return
  const { authClientIdInAlipayChina } = state.settings
  const isOptional = authClientIdInAlipayChina === 'optional' || path.endsWith('/message/send')
  if (site === 'ALIPAY_CN' && isOptional) return
  throw new GatewayRefusal('PARAM_ILLEGAL', `authClientId is missing: ${site} needs it.`)
}

/** Where it may always be left out; a wrong one is refused all the same. */
export function checkGivenAuthClient(
  fields: RequestFields,
  miniProgram: MiniProgram,
  site: Site,
): string | undefined {
  const release = miniProgram.sites.get(site)
  if (!release) {
    throw new GatewayRefusal('ACCESS_DENIED', `Mini program ${miniProgram.appId} is not released to ${site}.`)
  }
  const authClientId = fields.optionalText('authClientId')
  if (authClientId !== undefined && authClientId !== release.authClientId) {
    throw new GatewayRefusal('INVALID_AUTH_CLIENT', `authClientId is not the one that ${site} gave.`)
  }
  return authClientId
}
