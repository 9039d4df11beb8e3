import { textField, type Fields } from './read-answer.js'

export interface UserName {
  fullName?: string
  firstName?: string
  middleName?: string
  lastName?: string
}

export interface LoginIdInfo {
  /** `MOBILE_PHONE`, `EMAIL` or `OTHER`. */
  loginIdType?: string
  loginId?: string
  maskLoginId?: string
  hashLoginId?: string
  extendInfo?: string
}

export interface ContactInfo {
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

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

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
