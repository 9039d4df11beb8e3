import type { Outcome } from './outcome.js'
import type { PlatformClient } from './platform-client.js'
import { textField, type Fields } from './read-answer.js'

declare const purpose: unique symbol

/** An access token, by what the user gave it for: `message/send` takes only the MESSAGE one. */
export type AccessToken<Purpose extends 'USER_INFO' | 'MESSAGE'> = string & { readonly [purpose]: Purpose }

/** The app a user belongs to and the mini program he used: in every call of the platform. */
export interface AppSite {
  appId: string
  /** Which super app, e.g. `ALIPAY_CN`. */
  customerBelongsTo: string
  /** The ID the super app gave the merchant. Not needed for ALIPAY_CN. */
  authClientId?: string
  /** JSON text, at most 4096 characters. */
  extendInfo?: string
}

export interface TokenGrant<Purpose extends 'USER_INFO' | 'MESSAGE'> {
  accessToken: AccessToken<Purpose>
  /** Milliseconds since 1970. */
  accessTokenExpiresAt: number
  refreshToken: string
  /** Milliseconds since 1970. */
  refreshTokenExpiresAt: number
  /** The platform calls it customerId. */
  userId: string
  /** JSON text. */
  extendInfo?: string
}

export type Grant =
  { grantType: 'AUTHORIZATION_CODE'; authCode: string } | { grantType: 'REFRESH_TOKEN'; refreshToken: string }

/**
 * Swaps an auth code or a refresh token, each of which works once, for tokens.
 * @see https://miniprogram.alipay.com/docs-alipayconnect/miniprogram_alipayconnect/mpdev/v2_applytoken
 */
export const applyToken = <Purpose extends 'USER_INFO' | 'MESSAGE'>(
  platform: PlatformClient,
  app: AppSite,
  grant: Grant,
): Promise<Outcome<TokenGrant<Purpose>>> =>
  platform.call('/v2/authorizations/applyToken', { ...app, ...grant }, readGrant<Purpose>)

/** Reads what both token interfaces answer. */
export function readGrant<Purpose extends 'USER_INFO' | 'MESSAGE'>(
  fields: Fields,
): TokenGrant<Purpose> | undefined {
  const accessToken = textField(fields, 'accessToken')
  const refreshToken = textField(fields, 'refreshToken')
  const userId = textField(fields, 'customerId')
  const accessTokenExpiresAt = timeField(fields, 'accessTokenExpiryTime')
  const refreshTokenExpiresAt = timeField(fields, 'refreshTokenExpiryTime')
  if (accessToken === undefined || refreshToken === undefined || userId === undefined) return undefined
  if (accessTokenExpiresAt === undefined || refreshTokenExpiresAt === undefined) return undefined
  const extendInfo = textField(fields, 'extendInfo')
  return {
    ...(extendInfo !== undefined && { extendInfo }),
    accessToken: accessToken as AccessToken<Purpose>,
    accessTokenExpiresAt,
    refreshToken,
    refreshTokenExpiresAt,
    userId,
  }
}

function timeField(fields: Fields, name: string): number | undefined {
  const ms = Date.parse(textField(fields, name) ?? '')
  return Number.isNaN(ms) ? undefined : ms
}
