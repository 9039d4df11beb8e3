import type { Mark } from '../conformance/mark.js'

/** S done · A accepted, not final · F failed for good · U unknown, may be called again. */
export type ResultStatus = 'S' | 'A' | 'F' | 'U'

interface CodeFacts {
  status: ResultStatus
  /** What a merchant does about it. */
  remedy: string
  mark: Mark
  /** Where the code was read. */
  source: string
}

const common = 'v2 common error codes (M-Pesa, GCash, docs-demo editions)'
const capture = 'v2 payments/capture error table (Spanish edition)'
const applyToken = 'v2 applyToken error table (Spanish edition; English wording in wallet-side code)'
const prepare = 'v1 applyToken error table (Rebell, Spanish edition)'
const send = 'v2 miniprogram/message/send error table (Spanish edition)'
const inbox = 'v2 messages/sendInbox error table (Spanish edition)'
const resign = 'Sign the bytes you send with the private key of this client.'
const agentAgain = 'The merchant has to authorise the platform at the super app again.'
const codeAgain = 'Call my.getAuthCode again.'

/** Every code that this gateway answers. */
export const resultCodes = {
  SUCCESS: { status: 'S', remedy: '', mark: 'sibling', source: common },
  ACCEPT: { status: 'A', remedy: 'Nothing: it was accepted.', mark: 'sibling', source: inbox },
  SIGNATURE_INVALID: { status: 'F', remedy: resign, mark: 'sibling', source: capture },
  INVALID_SIGNATURE: { status: 'F', remedy: resign, mark: 'sibling', source: 'Antom, Rebell' },
  TIMESTAMP_INVALID: {
    status: 'F',
    remedy: 'Set the clock; sign each request when it is sent.',
    mark: 'sibling',
    source: 'Rebell authentication deep dive',
  },
  KEY_NOT_FOUND: {
    status: 'F',
    remedy: 'Upload the public key, and use a keyVersion that was uploaded.',
    mark: 'sibling',
    source: capture,
  },
  CLIENT_INVALID: {
    status: 'F',
    remedy: 'Send the Client-Id shown at GET /_sandbox/credentials.',
    mark: 'sibling',
    source: capture,
  },
  METHOD_NOT_SUPPORTED: { status: 'F', remedy: 'Use POST.', mark: 'sibling', source: capture },
  MEDIA_TYPE_NOT_ACCEPTABLE: {
    status: 'F',
    remedy: 'Send Content-Type: application/json; charset=UTF-8.',
    mark: 'sibling',
    source: capture,
  },
  PROCESS_FAIL: {
    status: 'F',
    remedy: 'Do not send it again; ask support.',
    mark: 'sibling',
    source: common,
  },
  INVALID_API: {
    status: 'F',
    remedy: 'Check the path, and that the feature was added to the mini program.',
    mark: 'sibling',
    source: common,
  },
  ACCESS_DENIED: {
    status: 'F',
    remedy: 'Read resultMessage: something is not granted to this merchant.',
    mark: 'sibling',
    source: common,
  },
  PARAM_ILLEGAL: {
    status: 'F',
    remedy: 'Mend the field that resultMessage names.',
    mark: 'sibling',
    source: common,
  },
  REQUEST_TRAFFIC_EXCEED_LIMIT: {
    status: 'F',
    remedy: 'Send more slowly, then send the same request again.',
    mark: 'sibling',
    source: common,
  },
  AUTH_CLIENT_UNSUPPORTED_GRANT_TYPE: {
    status: 'F',
    remedy: 'Use AUTHORIZATION_CODE or REFRESH_TOKEN.',
    mark: 'sibling',
    source: applyToken,
  },
  INVALID_AUTH_CLIENT: { status: 'F', remedy: 'Correct authClientId.', mark: 'sibling', source: applyToken },
  INVALID_AUTH_CLIENT_STATUS: {
    status: 'F',
    remedy: 'Ask support: the merchant is not active at the super app.',
    mark: 'sibling',
    source: applyToken,
  },
  INVALID_AUTHCODE: { status: 'F', remedy: codeAgain, mark: 'sibling', source: applyToken },
  USED_AUTHCODE: {
    status: 'F',
    remedy: 'A code works once: call my.getAuthCode again.',
    mark: 'sibling',
    source: applyToken,
  },
  EXPIRED_AUTHCODE: {
    status: 'F',
    remedy: 'Call my.getAuthCode again and exchange the code at once.',
    mark: 'sibling',
    source: applyToken,
  },
  INVALID_CODE: { status: 'F', remedy: codeAgain, mark: 'sibling', source: prepare },
  USED_CODE: { status: 'F', remedy: codeAgain, mark: 'sibling', source: prepare },
  EXPIRED_CODE: { status: 'F', remedy: codeAgain, mark: 'sibling', source: prepare },
  INVALID_REFRESH_TOKEN: {
    status: 'F',
    remedy: 'Get a new token with a new auth code.',
    mark: 'sibling',
    source: applyToken,
  },
  USED_REFRESH_TOKEN: {
    status: 'F',
    remedy: 'Use the newest refresh token: each works once.',
    mark: 'sibling',
    source: applyToken,
  },
  EXPIRED_REFRESH_TOKEN: {
    status: 'F',
    remedy: 'The user has to authorise again.',
    mark: 'sibling',
    source: applyToken,
  },
  INVALID_ACCESS_TOKEN: {
    status: 'F',
    remedy: 'Get a new token by applyToken.',
    mark: 'documented',
    source: 'Message sending, step 2.1',
  },
  EXPIRED_ACCESS_TOKEN: {
    status: 'F',
    remedy: 'Refresh by applyToken, then send again.',
    mark: 'sibling',
    source: 'v2 common error codes (docs-demo, TNG editions)',
  },
  TEMPLATE_NOT_EXIST: {
    status: 'F',
    remedy: 'Use a templateCode that was approved for this mini program.',
    mark: 'sibling',
    source: send,
  },
  USER_NOT_SUBSCRIBED: {
    status: 'F',
    remedy: 'The user has to subscribe (again) before a message is sent.',
    mark: 'sibling',
    source: send,
  },
  MESSAGE_SEND_EXCEED_LIMIT: {
    status: 'F',
    remedy: 'The user has had enough messages: send later, or fewer.',
    mark: 'sibling',
    source: send,
  },
  USER_STATUS_ERROR: {
    status: 'F',
    remedy: 'The user is locked or gone: stop sending to him.',
    mark: 'sibling',
    source: inbox,
  },
  REPEAT_REQ_INCONSISTENT: {
    status: 'F',
    remedy: 'Use a new requestId for a new message.',
    mark: 'sibling',
    source: capture,
  },
  REFERENCE_CLIENT_ID_NOT_MATCH: {
    status: 'F',
    remedy: 'Correct authClientId: it is another merchant’s.',
    mark: 'sibling',
    source: prepare,
  },
  EXPIRED_AGENT_TOKEN: { status: 'F', remedy: agentAgain, mark: 'sibling', source: prepare },
  INVALID_AGENT_TOKEN: { status: 'F', remedy: agentAgain, mark: 'sibling', source: prepare },
  VERIFY_REQUEST_ID_INVALID: {
    status: 'F',
    remedy: 'Use a new requestId for a new message.',
    mark: 'sibling',
    source: inbox,
  },
  UNKNOWN_EXCEPTION: {
    status: 'U',
    remedy: 'Call again with the same requestId.',
    mark: 'sibling',
    source: common,
  },
} as const satisfies Record<string, CodeFacts>

export type ResultCode = keyof typeof resultCodes
export type SuccessCode = 'SUCCESS' | 'ACCEPT'
export type RefusalCode = Exclude<ResultCode, SuccessCode>

export const isRefusal = (code: ResultCode): code is RefusalCode =>
  !['S', 'A'].includes(resultCodes[code].status)

export const refusalCodes: readonly RefusalCode[] = (Object.keys(resultCodes) as ResultCode[]).filter(
  isRefusal,
)

interface RefusalDetails {
  /** For the request log: the string that a refused signature should have covered. */
  expected?: string
  /** For the request log: what a refused signature has that differs from it. */
  differs?: string
  /** For the request log, instead of the code's own remedy. */
  remedy?: string
  /** Instead of the code's own status. */
  status?: 'F' | 'U'
}

/** Ends a call with one of the platform's codes. The message goes into the answer, at most 256 characters. */
export class GatewayRefusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly details: RefusalDetails = {},
  ) {
    super(message)
    this.name = 'GatewayRefusal'
  }
}

/** What the platform makes of a call, before it is signed or spoilt. */
export interface Outcome {
  result: { resultCode: ResultCode; resultStatus: ResultStatus; resultMessage: string }
  /** What stands beside `result`. */
  fields: Record<string, unknown>
  /** For the request log only. */
  log: { expected?: string; differs?: string; remedy?: string; warnings?: string[] }
}

export function refused({ code, message, details }: GatewayRefusal): Outcome {
  const { status: documented, remedy } = resultCodes[code]
  const { status: resultStatus = documented, ...log } = details
  const resultMessage = message.slice(0, 256)
  return { result: { resultCode: code, resultStatus, resultMessage }, fields: {}, log: { remedy, ...log } }
}
