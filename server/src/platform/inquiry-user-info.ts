import type { AccessToken, AppSite, Grant, TokenGrant } from './apply-token.js'
import { readGrant } from './apply-token.js'
import type { Outcome } from './outcome.js'
import type { PlatformClient } from './platform-client.js'
import type { Fields } from './read-answer.js'

/** All fields are optional: which arrive depends on the scopes the user granted. */
export interface UserInfo {
  userId?: string
  status?: string
  nickName?: string
  userName?: { fullName?: string; firstName?: string; middleName?: string; lastName?: string }
  avatar?: string
  /** `F`, `M`, `FEMALE` or `MALE`: the documents show both forms. */
  gender?: string
  birthDate?: string
  nationality?: string
  loginIdInfos?: unknown[]
  contactInfos?: unknown[]
  userAddresses?: unknown[]
  extendInfo?: string
}

/**
 * What the user let the merchant see. For ALIPAY_CN a token got with scope auth_base answers INVALID_ACCESS_TOKEN.
 * @see https://miniprogram.alipay.com/docs-alipayconnect/miniprogram_alipayconnect/mpdev/v2_users_inquiryuserinfo
 */
export const inquiryUserInfo = (
  platform: PlatformClient,
  app: AppSite,
  accessToken: AccessToken<'USER_INFO'>,
): Promise<Outcome<UserInfo>> =>
  platform.call('/v2/users/inquiryUserInfo', { ...app, accessToken }, readUserInfo)

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
    const userInfo = readUserInfo(fields)
    const grant = readGrant<'USER_INFO'>(fields)
    if (!userInfo || (!grant && !('accessToken' in given))) return undefined
    return { userInfo, ...(grant && { grant }) }
  })

function readUserInfo({ userInfo }: Fields): UserInfo | undefined {
  return typeof userInfo === 'object' && userInfo !== null ? userInfo : undefined
}
