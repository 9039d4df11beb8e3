/** The platform did it (S), or took it over to do (A). */
export interface Sent<T> {
  outcome: 'SENT'
  /** True for A: taken over, not yet done. */
  accepted: boolean
  data: T
}

/** The platform said no, in an answer whose signature we checked. */
export interface Rejected {
  outcome: 'REJECTED'
  /** The platform's resultCode. */
  code: string
  message: string
  retryable: boolean
  remedy: string
  effect?: CodeEffect
  retryAfterMs?: number
}

type UnknownReason = 'NETWORK' | 'TIMEOUT' | 'HTTP_STATUS' | 'UNVERIFIED' | 'UNREADABLE' | 'PLATFORM'

/** Nobody knows whether it was done: never a reason for a new requestId. */
export interface Unknown {
  outcome: 'UNKNOWN'
  reason: UnknownReason
  /** The platform's resultCode, where it gave one that we could verify. */
  code?: string
  message: string
  remedy: string
  /** Set on REQUEST_TRAFFIC_EXCEED_LIMIT with status U. */
  effect?: CodeEffect
  /** How long the answer's Retry-After asks to wait; outside the signature, so it may only lengthen a wait. */
  retryAfterMs?: number
}

/** Not one byte has left: nothing was done, and trying again repeats nothing. */
interface NotSent {
  outcome: 'NOT_SENT'
  reason: 'UNREACHABLE'
  message: string
  remedy: string
  code?: undefined
  effect?: undefined
  retryAfterMs?: undefined
}

export type Outcome<T> = Sent<T> | Rejected | Unknown | NotSent

/** What the platform says in `result` of every answer. */
type ResultStatus = 'S' | 'F' | 'U' | 'A'

/** What a code means for us, where another step than "stop" follows from it. */
type CodeEffect =
  | 'AUTH_CODE_INVALID'
  | 'AUTH_CODE_SPENT'
  | 'AUTH_CODE_EXPIRED'
  | 'ACCESS_TOKEN_DEAD'
  | 'REFRESH_TOKEN_DEAD'
  | 'USER_WITHDREW'
  | 'SLOW_DOWN'

export interface ResultCode {
  status: ResultStatus
  /** May the same request, with the same requestId, be sent again? */
  retryable: boolean
  /** What the merchant does about it. */
  remedy: string
  effect?: CodeEffect
}

const newCode = 'Let my.getAuthCode give a new code; a code works once and not for long.'
const askAgain = 'Let the user authorize again; the old authorization is gone.'
const checkClient =
  'Check CLIENT_ID and authClientId under Development Configuration, or ask the solution architect.'
const checkKeys =
  'Check that the public half of MERCHANT_PRIVATE_KEY is uploaded, that KEY_VERSION fits it, and that PLATFORM_URL has the right path.'
const freshToken = 'The token is refreshed and the request sent again.'

const final = (remedy: string, effect?: CodeEffect): ResultCode => ({
  status: 'F',
  retryable: false,
  remedy,
  ...(effect && { effect }),
})
const retry = (status: ResultStatus, remedy: string, effect?: CodeEffect): ResultCode => ({
  ...final(remedy, effect),
  status,
  retryable: true,
})

/**
 * Every documented code, in the v2 and the v1 spelling, once. Statuses are what the pages list; an answer's
 * own resultStatus is what counts.
 * @see https://miniprogram.alipay.com/docs-alipayconnect/miniprogram_alipayconnect/mpdev/openapi_overview
 */
export const resultCodes: Readonly<Record<string, ResultCode>> = {
  SUCCESS: { status: 'S', retryable: false, remedy: 'Nothing to do.' },
  ACCEPT: { status: 'A', retryable: false, remedy: 'Nothing to do: the wallet has accepted it.' },

  // All interfaces
  PROCESS_FAIL: final("Do not send it again; ask the platform's support."),
  PARAM_ILLEGAL: final('A field is missing or not allowed: compare it with the template and the API page.'),
  INVALID_API: final("Check PLATFORM_URL's path, and that the feature was added to the mini program."),
  ACCESS_DENIED: final(
    "Read the platform's message: a feature, a template or the AlipayCN authorization is missing.",
  ),
  REQUEST_TRAFFIC_EXCEED_LIMIT: retry('F', 'Send more slowly, or have the limit raised.', 'SLOW_DOWN'),
  UNKNOWN_EXCEPTION: retry('U', 'It is sent again with the same requestId.'),

  // Signature and client
  SIGNATURE_INVALID: final(checkKeys),
  INVALID_SIGNATURE: final(checkKeys),
  TIMESTAMP_INVALID: final(
    "Set this machine's clock: the platform refuses requests more than 5 minutes off.",
  ),
  KEY_NOT_FOUND: final(checkKeys),
  CLIENT_INVALID: final(checkClient),
  METHOD_NOT_SUPPORTED: final('Check PLATFORM_URL: every interface takes POST.'),
  MEDIA_TYPE_NOT_ACCEPTABLE: final(
    'Check what stands between this server and the platform: it changes headers.',
  ),

  // Tokens
  AUTH_CLIENT_UNSUPPORTED_GRANT_TYPE: final('Have the grant type allowed for this client.'),
  INVALID_AUTH_CLIENT: final(checkClient),
  INVALID_AUTH_CLIENT_STATUS: final(checkClient),
  REFERENCE_CLIENT_ID_NOT_MATCH: final(checkClient),
  INVALID_AUTHCODE: final(newCode, 'AUTH_CODE_INVALID'),
  INVALID_CODE: final(newCode, 'AUTH_CODE_INVALID'),
  USED_AUTHCODE: final(newCode, 'AUTH_CODE_SPENT'),
  USED_CODE: final(newCode, 'AUTH_CODE_SPENT'),
  EXPIRED_AUTHCODE: final(newCode, 'AUTH_CODE_EXPIRED'),
  EXPIRED_CODE: final(newCode, 'AUTH_CODE_EXPIRED'),
  INVALID_REFRESH_TOKEN: final(askAgain, 'REFRESH_TOKEN_DEAD'),
  USED_REFRESH_TOKEN: final(askAgain, 'REFRESH_TOKEN_DEAD'),
  EXPIRED_REFRESH_TOKEN: final(askAgain, 'REFRESH_TOKEN_DEAD'),
  INVALID_ACCESS_TOKEN: final(freshToken, 'ACCESS_TOKEN_DEAD'),
  EXPIRED_ACCESS_TOKEN: final(freshToken, 'ACCESS_TOKEN_DEAD'),
  INVALID_AGENT_TOKEN: final("Authorize AIMPDP again to call AlipayCN's APIs on the merchant's behalf."),
  EXPIRED_AGENT_TOKEN: final("Authorize AIMPDP again to call AlipayCN's APIs on the merchant's behalf."),

  // Messages
  TEMPLATE_NOT_EXIST: final('Check templateCode against "Customized Template ID" in the Template Library.'),
  USER_NOT_SUBSCRIBED: final('Ask the user again: they have withdrawn in the super app.', 'USER_WITHDREW'),
  MESSAGE_SEND_EXCEED_LIMIT: final('Send this user fewer messages: the super app limits how many each gets.'),
  USER_STATUS_ERROR: final("Nothing to do: the user's account is locked or gone."),
  REPEAT_REQ_INCONSISTENT: final(
    'Give another message a new requestId: this one was used for another content.',
  ),
  VERIFY_REQUEST_ID_INVALID: final('Give a requestId of at most 64 characters, a new one for each message.'),
}

const undocumented: ResultCode = final("This code is in no document: read the platform's message.")

/** The table's row; for an unknown code one that never retries. */
export const describeCode = (code: string): ResultCode =>
  Object.hasOwn(resultCodes, code) ? (resultCodes[code] ?? undocumented) : undocumented

/** The code of what this client refuses by itself. */
export const fieldLimit = 'FIELD_LIMIT'

/** A field is longer than the platform takes: nothing was sent. */
export const refusedHere = (problem: string): Rejected => ({
  outcome: 'REJECTED',
  code: fieldLimit,
  message: `nothing was sent: ${problem}`,
  retryable: false,
  remedy: "Shorten the field; the limits are the platform's.",
})

/** What a verified body says. `pick` reads the answer's own fields; undefined where a required one is missing. */
export function readAnswer<T>(body: string, pick: (fields: Fields) => T | undefined): Outcome<T> {
  const fields = parseObject(body)
  const result = fields && readResult(fields)
  if (!fields || !result) return unreadable('the answer has no result object')

  const { resultStatus: status, resultCode: code, resultMessage: message } = result
  const { remedy, retryable, effect } = describeCode(code)
  const about = { code, message, remedy, ...(effect && { effect }) }
  switch (status) {
    case 'S':
    case 'A': {
      const data = pick(fields)
      if (data === undefined) return unreadable(`the answer says ${code} but a required field is missing`)
      return { outcome: 'SENT', accepted: status === 'A', data }
    }
    case 'F':
      return { outcome: 'REJECTED', retryable, ...about }
    default:
      // U, or a status in no document.
      return { outcome: 'UNKNOWN', reason: 'PLATFORM', ...about }
  }
}

export type Fields = Readonly<Record<string, unknown>>

/** A text field; undefined when it is missing, empty or no text. */
export const textField = (fields: Fields, name: string): string | undefined => {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

interface Result {
  resultStatus: string
  resultCode: string
  resultMessage: string
}

function parseObject(body: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readResult(fields: Fields): Result | undefined {
  const { result } = fields
  if (!isFields(result)) return undefined
  const resultStatus = textField(result, 'resultStatus')
  if (resultStatus === undefined) return undefined
  return {
    resultStatus,
    resultCode: textField(result, 'resultCode') ?? 'UNKNOWN_EXCEPTION',
    resultMessage: textField(result, 'resultMessage') ?? '',
  }
}

const unreadable = (message: string): Unknown => ({
  outcome: 'UNKNOWN',
  reason: 'UNREADABLE',
  message,
  remedy: "Check that PLATFORM_URL is the platform's and not that of a proxy.",
})

/** Not one byte of the request has left: there was no connection, or no time was left to make one. */
export class NothingSent extends Error {
  override readonly name = 'NothingSent'
  /** Of what stood in the way, e.g. ECONNREFUSED. */
  readonly code: string

  constructor(cause: unknown) {
    // Read by shape: what AbortSignal throws is no Error of this realm under every loader.
    const { name = '', code } = cause as { name?: string; code?: unknown }
    const said = typeof code === 'string' ? code : name
    super(`the request has not left (${said})`, { cause })
    this.code = said
  }
}

/** The code in an answer that could not be verified: a hint for people, nothing to act on. */
export function unverifiedCode(body: string): string | undefined {
  const fields = parseObject(body)
  const code = fields && readResult(fields)?.resultCode
  return code !== undefined && /^[A-Z0-9_]{1,64}$/.test(code) ? code : undefined
}

export function noAnswer(error: unknown, timeoutMs: number): Unknown | NotSent {
  if (error instanceof NothingSent) {
    return {
      outcome: 'NOT_SENT',
      reason: 'UNREACHABLE',
      message: `the platform can't be reached (${error.code})`,
      remedy: 'Check PLATFORM_URL and the network; it is tried again, since nothing has left.',
    }
  }
  // Read by shape: what AbortSignal throws is no Error of this realm under every loader.
  const { name = '', code = name } = error as { name?: string; code?: string }
  if (name === 'TimeoutError') {
    return {
      outcome: 'UNKNOWN',
      reason: 'TIMEOUT',
      message: `no answer within ${timeoutMs} ms`,
      remedy: 'It is sent again with the same requestId; if this lasts, ask the platform.',
    }
  }
  return {
    outcome: 'UNKNOWN',
    reason: 'NETWORK',
    message: `no answer from the platform (${code})`,
    remedy: 'Check PLATFORM_URL and the network; it is sent again with the same requestId.',
  }
}
