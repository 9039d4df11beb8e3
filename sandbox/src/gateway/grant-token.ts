import type { MiniProgram } from '../state/merchant.js'
import { platformTime } from '../state/clock.js'
import { readCustomer } from './customer.js'
import type { GatewayCall } from './gateway-method.js'
import { GatewayRefusal } from './refusal.js'
import type { IssuedToken } from './tokens.js'

/**
 * The exchange behind applyToken: an auth code or a refresh token for a pair of tokens.
 * Answers INVALID_/USED_/EXPIRED_AUTHCODE, INVALID_/USED_/EXPIRED_REFRESH_TOKEN,
 * AUTH_CLIENT_UNSUPPORTED_GRANT_TYPE.
 */
export function grantToken(call: GatewayCall, miniProgram: MiniProgram): IssuedToken {
  const grantType = call.fields.text('grantType', { max: 64 })
  if (grantType === 'AUTHORIZATION_CODE') return byAuthCode(call, miniProgram)
  if (grantType === 'REFRESH_TOKEN') return byRefreshToken(call, miniProgram)
  throw new GatewayRefusal(
    'AUTH_CLIENT_UNSUPPORTED_GRANT_TYPE',
    `grantType ${grantType} is neither AUTHORIZATION_CODE nor REFRESH_TOKEN.`,
  )
}

function byAuthCode({ state, client, fields, now }: GatewayCall, miniProgram: MiniProgram): IssuedToken {
  const site = readCustomer(fields, miniProgram)
  const authCode = fields.text('authCode', { max: 64 })
  const authorization = state.authCodes.take(authCode, { appId: miniProgram.appId, site }, now)
  if (typeof authorization === 'string') throw new GatewayRefusal(authorization, codeMessages[authorization])
  return state.tokens.issue(client.clientId, authorization, now, state.settings)
}

function byRefreshToken({ state, client, fields, now }: GatewayCall, miniProgram: MiniProgram): IssuedToken {
  readCustomer(fields, miniProgram)
  const refreshToken = fields.text('refreshToken', { max: 128 })
  const holder = { clientId: client.clientId, appId: miniProgram.appId }
  const token = state.tokens.refresh(refreshToken, holder, now, state.settings)
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
