/** What the platform says in `result` of every answer. */
export type ResultStatus = 'S' | 'F' | 'U' | 'A'

/** What a code means for us, where another step than "stop" follows from it. */
export type CodeEffect =
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
  VERIFY_REQUEST_ID_INVALID: final('Give a requestId of at most 64 characters, a new one for each message.'),
}

const undocumented: ResultCode = final("This code is in no document: read the platform's message.")

/** The table's row; for an unknown code one that never retries. */
export const describeCode = (code: string): ResultCode =>
  Object.hasOwn(resultCodes, code) ? (resultCodes[code] ?? undocumented) : undocumented
