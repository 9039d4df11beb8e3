import { translated } from '../console/choose-language.js'
import type { User, State } from '../state/state.js'
import type { UserProfile } from '../state/seed.js'
import type { Settings } from '../state/settings.js'
import type { IssuedToken } from '../state/tokens.js'
import { pathStep, type PathStep } from '../superapp/path-step.js'
import type { GatewayCall } from './gateway-call.js'
import { GatewayRefusal } from './result-codes.js'

type IsGiven = (...by: string[]) => boolean

/**
 * What the platform tells about the user, by the scopes of the token. In Alipay China a token got with
 * auth_base alone names the user and no more: INVALID_ACCESS_TOKEN (documented, "Message sending", step
 * 2.1). Other super apps then tell the userId alone (inferred).
 */
export function userInfoOf(state: State, { userId, site, scopes }: IssuedToken): Record<string, unknown> {
  const user = state.users.get(userId)
  const isBaseOnly = scopes.every((scope) => scope === 'auth_base')
  if (!user || (site === 'ALIPAY_CN' && isBaseOnly)) {
    throw new GatewayRefusal(
      'INVALID_ACCESS_TOKEN',
      'This token was got with auth_base: call my.getAuthCode with auth_user.',
    )
  }
  if (isBaseOnly) return { userId }
  const isGiven: IsGiven = (...by) => by.some((scope) => scopes.includes(scope))
  return { userId, status: user.status, ...fieldsOf(user, isGiven, state.settings) }
}

/** The same for an endpoint: the token is then one of step 2.1, and the path of its messages says so. */
export function userInfoFor(call: GatewayCall, token: IssuedToken): Record<string, unknown> {
  const { state, clock, requestLogId, path } = call
  const userInfo = userInfoOf(state, token)
  const step = (name: 'userInfo' | 'userInfoGiven'): PathStep =>
    pathStep(name, clock.real(), { requestLogId })
  // The exchange before it was a step of its own.
  const isAsked = path.endsWith('/inquiryUserInfo') || call.fields.optionalText('accessToken') !== undefined
  state.tokens.noteUserInfo(token, [...(isAsked ? [step('userInfo')] : []), step('userInfoGiven')])
  return userInfo
}

/** The scopes' names are documented; which of them gives which field is inferred. */
function fieldsOf(
  { name, nickName, language, profile }: User,
  isGiven: IsGiven,
  { genderForm }: Settings,
): Record<string, unknown> {
  const userName = profile.userName ?? { fullName: translated(name, language) }
  const gender = genderForm === 'word' && profile.gender ? words[profile.gender] : profile.gender
  const told: Record<string, unknown> = {
    ...(isGiven('auth_user', 'USER_NICKNAME') && { nickName }),
    ...(isGiven('auth_user', 'USER_NAME') && { userName }),
    ...(isGiven('auth_user', 'USER_AVATAR') && { avatar: profile.avatar }),
    ...(isGiven('auth_user', 'USER_GENDER') && { gender }),
    ...(isGiven('auth_user', 'USER_BIRTHDAY') && { birthDate: profile.birthDate }),
    ...(isGiven('auth_user', 'USER_NATIONALITY') && { nationality: profile.nationality }),
    ...(isGiven('auth_user') && { extendInfo: profile.extendInfo }),
    ...(isGiven('USER_ADDRESS') && { userAddresses: profile.userAddresses }),
    loginIdInfos: loginsOf(profile, isGiven),
    contactInfos: contactsOf(profile, isGiven),
  }
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
}

const words = { F: 'FEMALE', M: 'MALE' } as const

function loginsOf({ loginIdInfos }: UserProfile, isGiven: IsGiven): unknown {
  if (!isGiven('USER_LOGIN_ID', 'HASH_LOGIN_ID', 'PLAINTEXT_USER_LOGIN_ID')) return undefined
  return loginIdInfos?.map(({ loginIdType, loginId, maskLoginId, hashLoginId }) => ({
    loginIdType,
    ...(isGiven('USER_LOGIN_ID') && { maskLoginId }),
    ...(isGiven('HASH_LOGIN_ID') && { hashLoginId }),
    ...(isGiven('PLAINTEXT_USER_LOGIN_ID') && { loginId }),
  }))
}

function contactsOf({ contactInfos }: UserProfile, isGiven: IsGiven): unknown {
  if (isGiven('USER_CONTACTINFO')) return contactInfos
  if (!isGiven('PLAINTEXT_MOBILE_PHONE')) return undefined
  return contactInfos?.filter(({ contactType }) => contactType === 'MOBILE_PHONE')
}
