import type { PlatformClient } from './client.js'
import { isFields, refusedHere, textField, type Fields, type Outcome } from './outcomes.js'
import { parseSignedTime } from './signing.js'

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
  call(platform, '/v2/authorizations/applyToken', { ...app, ...grant }, readGrant<Purpose>)

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

/**
 * ISO 8601; the documents' sample has an offset. One without is read as UTC, not in this machine's zone: where that is
 * too late, the platform refuses the token and it is refreshed.
 */
function timeField(fields: Fields, name: string): number | undefined {
  const text = textField(fields, name) ?? ''
  return parseSignedTime(text) ?? parseSignedTime(`${text}Z`)
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
  call(platform, '/v2/users/inquiryUserInfo', { ...app, accessToken }, ({ userInfo }) =>
    readUserInfo(userInfo),
  )

/** The three uses of the joined interface: a new code, a token that still lives, a refresh token. */
type UserInfoGrant = Grant | { accessToken: AccessToken<'USER_INFO'> }

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
  call(platform, '/v2/authorizations/applyTokenAndInquiryUserInfo', { ...app, ...given }, (fields) => {
    const userInfo = readUserInfo(fields.userInfo)
    const grant = readGrant<'USER_INFO'>(fields)
    if (!userInfo || (!grant && !('accessToken' in given))) return undefined
    return { userInfo, ...(grant && { grant }) }
  })

/**
 * Ends an access token and its refresh token. Documented for a sibling of AIMPDP; whether AIMPDP has it is
 * not, so nothing may depend on its success.
 * @see https://miniprogram.alipay.com/docs/miniprogram/mpdev/v2_revoke
 */
export const revokeToken = (
  platform: PlatformClient,
  app: AppSite,
  accessToken: AccessToken<'USER_INFO' | 'MESSAGE'>,
): Promise<Outcome<Record<string, never>>> => {
  const { appId, authClientId } = app
  const request = { appId, ...(authClientId !== undefined && { authClientId }), accessToken }
  return call(platform, '/v2/authorizations/revoke', request, () => ({}))
}

/** One language's values for a template's variables. */
export interface ContentTemplate {
  /** RFC 1766, e.g. `zh-CN`. */
  language: string
  templateParameters: Record<string, string>
}

/**
 * The value of miniBodyUrl and miniFooterUrl: page path and query, each encoded by itself, as in the sample of the
 * platform's page (`pages%2Findex%2Findex&query=storeId%3D8888`).
 */
export function deepLink(page: string, query: Readonly<Record<string, string>> = {}): string {
  const path = encodeURIComponent(page.replace(/^\/+/, ''))
  const text = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  return text === '' ? path : `${path}&query=${encodeURIComponent(text)}`
}

export interface MessageRequest extends AppSite {
  /** Idempotency key, at most 64 characters: the same one again gives the same messageId. */
  requestId: string
  templateCode: string
  /** One to five, one for each language. */
  templates: ContentTemplate[]
  accessToken: AccessToken<'MESSAGE'>
}

export interface MessageReceipt {
  /** The platform's id; the pages call it optional. */
  messageId?: string
  /** JSON text. */
  extendInfo?: string
}

/**
 * Sends one message to the user the token names. SENT means that the platform took the request, not that the
 * person has read it.
 * @see https://miniprogram.alipay.com/docs-alipayconnect/miniprogram_alipayconnect/mpdev/v2_miniprogram_send
 */
export const sendMessage = (
  platform: PlatformClient,
  message: MessageRequest,
): Promise<Outcome<MessageReceipt>> =>
  call(platform, '/v2/miniprogram/message/send', message, (fields) => {
    const messageId = textField(fields, 'messageId')
    const extendInfo = textField(fields, 'extendInfo')
    return { ...(messageId !== undefined && { messageId }), ...(extendInfo !== undefined && { extendInfo }) }
  })

/** Asks the platform, unless it would refuse a field: then nothing is sent. */
async function call<T>(
  platform: PlatformClient,
  path: string,
  request: object,
  pick: (fields: Fields) => T | undefined,
): Promise<Outcome<T>> {
  const broken = brokenLimit(path, request)
  return broken === undefined ? platform.call(path, request, pick) : refusedHere(broken)
}

/** What the platform would refuse, before anything is sent: field, limit and length; undefined when all fits. */
export function brokenLimit(path: string, request: object): string | undefined {
  for (const [field, { max, required }] of fieldsOf[path] ?? []) {
    const value = (request as Readonly<Record<string, unknown>>)[field]
    const isList = Array.isArray(value)
    if (value !== undefined && typeof value !== 'string' && !isList) return `${field} is not a text`
    const length = value?.length ?? 0
    if (required && length === 0) return `${field} is missing`
    if (length > max) {
      return isList
        ? `${field} has ${length} elements; the platform takes at most ${max}`
        : `${field} has ${length} characters; the platform takes at most ${max}`
    }
  }
  return undefined
}

/** What the platform's pages say about one field of a request. Lengths count characters. */
interface Limit {
  max: number
  required?: true
}

const token = { max: 128 }
const appSite = {
  appId: { max: 32, required: true },
  // Which of these are required differs by super app, so only the length is held here.
  authClientId: { max: 128 },
  extendInfo: { max: 4096 },
} as const
const grant = {
  ...appSite,
  // No length is documented; no known value is longer than 10.
  customerBelongsTo: { max: 64, required: true },
  grantType: { max: 64 },
  authCode: { max: 64 },
  refreshToken: token,
} as const

/** Limits by interface, as the pages list them. */
const limits: Readonly<Record<string, Readonly<Record<string, Limit>>>> = {
  '/v2/authorizations/applyToken': grant,
  '/v2/authorizations/applyTokenAndInquiryUserInfo': { ...grant, accessToken: token },
  '/v2/users/inquiryUserInfo': { ...appSite, accessToken: { ...token, required: true } },
  '/v2/authorizations/revoke': { ...appSite, accessToken: { ...token, required: true } },
  '/v2/miniprogram/message/send': {
    ...appSite,
    customerBelongsTo: { max: 64, required: true },
    accessToken: { ...token, required: true },
    requestId: { max: 64, required: true },
    templateCode: { max: 64, required: true },
    // One for each language.
    templates: { max: 5, required: true },
  },
}

const fieldsOf: Readonly<Record<string, [string, Limit][]>> = Object.fromEntries(
  Object.entries(limits).map(([path, fields]) => [path, Object.entries(fields)]),
)

interface UserName {
  fullName?: string
  firstName?: string
  middleName?: string
  lastName?: string
}

interface LoginIdInfo {
  /** `MOBILE_PHONE`, `EMAIL` or `OTHER`. */
  loginIdType?: string
  loginId?: string
  maskLoginId?: string
  hashLoginId?: string
  extendInfo?: string
}

interface ContactInfo {
  /** `MOBILE_PHONE`, `TELEPHONE`, `EMAIL`, …: the list is open. */
  contactType?: string
  contactNo?: string
  extendInfo?: string
}

/** All fields are optional: which arrive depends on the scopes the user granted. */
export interface UserInfo {
  userId?: string
  /** `ACTIVE`, `FROZEN` or `INACTIVE`. */
  status?: string
  nickName?: string
  userName?: UserName
  /** An address. */
  avatar?: string
  /** `F`, `M`, `FEMALE` or `MALE`: the documents show both forms. */
  gender?: string
  /** `2020-07-25` */
  birthDate?: string
  /** ISO 3166 alpha-2. */
  nationality?: string
  loginIdInfos?: LoginIdInfo[]
  contactInfos?: ContactInfo[]
  /** The documents do not say what is in an address. */
  userAddresses?: object[]
  /** JSON text. */
  extendInfo?: string
}

const texts = [
  'userId',
  'status',
  'nickName',
  'avatar',
  'gender',
  'birthDate',
  'nationality',
  'extendInfo',
] as const
const names = ['fullName', 'firstName', 'middleName', 'lastName'] as const
const logins = ['loginIdType', 'loginId', 'maskLoginId', 'hashLoginId', 'extendInfo'] as const
const contacts = ['contactType', 'contactNo', 'extendInfo'] as const

/** Takes what is documented and has the documented type; undefined where there is no user information at all. */
export function readUserInfo(value: unknown): UserInfo | undefined {
  if (!isFields(value)) return undefined
  const { userName, loginIdInfos, contactInfos, userAddresses } = value
  return {
    ...textsOf(value, texts),
    ...(isFields(userName) && { userName: textsOf(userName, names) }),
    ...(Array.isArray(loginIdInfos) && {
      loginIdInfos: fieldsIn(loginIdInfos).map((one) => textsOf(one, logins)),
    }),
    ...(Array.isArray(contactInfos) && {
      contactInfos: fieldsIn(contactInfos).map((one) => textsOf(one, contacts)),
    }),
    ...(Array.isArray(userAddresses) && { userAddresses: fieldsIn(userAddresses) }),
  }
}

const fieldsIn = (values: unknown[]): Fields[] => values.filter(isFields)

function textsOf<Name extends string>(
  fields: Fields,
  wanted: readonly Name[],
): Partial<Record<Name, string>> {
  const found = wanted.flatMap((name) => {
    const text = textField(fields, name)
    return text === undefined ? [] : [[name, text] as const]
  })
  return Object.fromEntries(found) as Partial<Record<Name, string>>
}
