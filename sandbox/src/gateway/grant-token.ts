import type { MiniProgram } from '../state/merchant.js'
import { platformTime } from '../state/clock.js'
import { pathStep, type PathStep } from '../superapp/path-step.js'
import { readCustomer } from './customer.js'
import { authClientId, customerBelongsTo, neededWhen, required, type FieldRule } from './field-rules.js'
import type { GatewayCall } from './gateway-method.js'
import { GatewayRefusal } from './refusal.js'
import type { RefusalCode } from './result-codes.js'
import type { IssuedToken } from './tokens.js'

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
  const path = [...authorization.path, tokenStep(call, 'token')]
  return state.tokens.issue(client.clientId, { ...authorization, path }, now, state.settings, authCode)
}

function byRefreshToken(call: GatewayCall, miniProgram: MiniProgram): IssuedToken {
  const { state, client, fields, now } = call
  readCustomer(call, miniProgram)
  const refreshToken = fields.text('refreshToken')
  const holder = { clientId: client.clientId, appId: miniProgram.appId }
  const token = state.tokens.refresh(refreshToken, holder, now, state.settings, tokenStep(call, 'refresh'))
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

const tokenStep = ({ sandbox, requestLogId }: GatewayCall, step: 'token' | 'refresh'): PathStep =>
  pathStep(step, sandbox.clock.real(), { requestLogId })

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
