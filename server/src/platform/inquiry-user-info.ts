import { readGrant, type AccessToken, type AppSite, type Grant, type TokenGrant } from './apply-token.js'
import type { Outcome } from './outcome.js'
import type { PlatformClient } from './platform-client.js'
import { readUserInfo, type UserInfo } from './user-info.js'

export type { UserInfo } from './user-info.js'

/**
 * What the user let the merchant see. For ALIPAY_CN a token got with scope auth_base answers INVALID_ACCESS_TOKEN.
 * @see https://miniprogram.alipay.com/docs-alipayconnect/miniprogram_alipayconnect/mpdev/v2_users_inquiryuserinfo
 */
export const inquiryUserInfo = (
  platform: PlatformClient,
  app: AppSite,
  accessToken: AccessToken<'USER_INFO'>,
): Promise<Outcome<UserInfo>> =>
  platform.call('/v2/users/inquiryUserInfo', { ...app, accessToken }, ({ userInfo }) =>
    readUserInfo(userInfo),
  )

/** The three uses of the joined interface: a new code, a token that still lives, a refresh token. */
export type UserInfoGrant = Grant | { accessToken: AccessToken<'USER_INFO'> }

export interface UserInfoAnswer {
  userInfo: UserInfo
  /** Absent when a living access token was given. */
  grant?: TokenGrant<'USER_INFO'>
}

/**
 * applyToken and inquiryUserInfo in one call.
 * @see https://miniprogram.alipay.com/docs-alipayconnect/miniprogram_alipayconnect/mpdev/v2_applytokenandinquiryuserinfo
 */
export const applyTokenAndInquiryUserInfo = (
  platform: PlatformClient,
  app: AppSite,
  given: UserInfoGrant,
): Promise<Outcome<UserInfoAnswer>> =>
  platform.call('/v2/authorizations/applyTokenAndInquiryUserInfo', { ...app, ...given }, (fields) => {
    const userInfo = readUserInfo(fields.userInfo)
    const grant = readGrant<'USER_INFO'>(fields)
    if (!userInfo || (!grant && !('accessToken' in given))) return undefined
    return { userInfo, ...(grant && { grant }) }
  })
