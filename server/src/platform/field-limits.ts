/** What the pages say about one field of a request. Lengths count characters. */
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

/** What the platform would refuse, before anything is sent: field, limit and length; undefined when all fits. */
export function brokenLimit(path: string, request: object): string | undefined {
  for (const [field, { max, required }] of fieldsOf[path] ?? []) {
    const value = (request as Readonly<Record<string, unknown>>)[field]
    const isList = Array.isArray(value)
    if (value !== undefined && typeof value !== 'string' && !isList) return `${field} is no text`
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
