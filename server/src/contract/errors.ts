/** Base of every error this package throws: a code to branch on and a message that says what to do. */
export class SdkError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
    this.name = new.target.name
  }
}

/** The configuration can't work. `problems` names every wrong value at once, without printing it. */
export class ConfigError extends SdkError {
  constructor(readonly problems: string[]) {
    const errors = problems.length === 1 ? 'configuration error' : 'configuration errors'
    super('INVALID_CONFIG', `${problems.length} ${errors}:\n- ${problems.join('\n- ')}`)
  }
}

/** A text that should be a key is not a key, or is the wrong kind of key. */
export class KeyFormatError extends SdkError {
  constructor(message: string) {
    super('INVALID_KEY', message)
  }
}

/** Every code that a caller of the HTTP interface may meet, with its status. The first thirteen are the contract's. */
export const apiErrorStatus = {
  INVALID_REQUEST: 400,
  SESSION_EXPIRED: 401,
  SUBJECT_MISMATCH: 403,
  APP_NOT_ALLOWED: 403,
  TEMPLATE_NOT_FOUND: 404,
  REQUEST_ID_REUSED: 409,
  AUTH_CODE_SPENT: 410,
  AUTH_CODE_EXPIRED: 410,
  AUTH_CODE_INVALID: 410,
  MIXED_TEMPLATE_KINDS: 422,
  RATE_LIMITED: 429,
  PLATFORM_UNAVAILABLE: 503,
  UNAVAILABLE: 503,
  API_KEY_REQUIRED: 401,
  API_KEY_SCOPE: 403,
  NOT_FOUND: 404,
  APP_NOT_FOUND: 404,
  SUBSCRIPTION_NOT_FOUND: 404,
  MESSAGE_NOT_FOUND: 404,
  USER_INFO_NOT_FOUND: 404,
  NOT_SUBSCRIBED: 409,
  MESSAGE_NOT_QUEUED: 409,
  MESSAGE_NOT_DEAD: 409,
  BREAKER_NOT_OPEN: 409,
  AUTHORIZATION_NEEDED: 409,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TEMPLATE_MISMATCH: 422,
  MISSING_VARIABLE: 422,
  UNKNOWN_VARIABLE: 422,
  INTERNAL: 500,
  NOT_READY: 503,
} as const satisfies Record<string, number>

export type ApiErrorCode = keyof typeof apiErrorStatus

/** What each code says, for the OpenAPI document; docs/backend-errors.md says more, and what to do. */
export const apiErrorMeaning: Record<ApiErrorCode, string> = {
  INVALID_REQUEST: 'a field is missing or not valid: the message names it',
  SESSION_EXPIRED: 'the session is unknown or older than 15 minutes',
  SUBJECT_MISMATCH: 'the second auth code belongs to another user than the first',
  APP_NOT_ALLOWED: 'the app is not configured on this server, or not for this super app',
  TEMPLATE_NOT_FOUND: 'the template is not configured for the app',
  REQUEST_ID_REUSED: 'the requestId was used for another request',
  AUTH_CODE_SPENT: 'the auth code was used before',
  AUTH_CODE_EXPIRED: 'the auth code is too old',
  AUTH_CODE_INVALID: 'the platform does not know the auth code',
  MIXED_TEMPLATE_KINDS: 'one panel asks for ONE_TIME or for LONG_TERM templates, not for both',
  RATE_LIMITED: 'too many requests: Retry-After says when to come again',
  PLATFORM_UNAVAILABLE: 'the platform did not answer, or its answer could not be believed',
  UNAVAILABLE: 'the database is away: send the same request again after Retry-After',
  API_KEY_REQUIRED: 'the API key is missing, unknown or expired',
  API_KEY_SCOPE: 'the API key may not do this: the message names the scope',
  NOT_FOUND: 'this route does not exist',
  APP_NOT_FOUND: 'the API key is not for this app',
  SUBSCRIPTION_NOT_FOUND: 'this subscriptionId does not exist',
  MESSAGE_NOT_FOUND: 'there is no message with this requestId',
  USER_INFO_NOT_FOUND: 'nothing is kept about this user',
  NOT_SUBSCRIBED: 'nothing was sent: the user does not want these messages',
  MESSAGE_NOT_QUEUED: 'the message is being sent, or has finished',
  BREAKER_NOT_OPEN: 'no breaker of this app or template stops anything',
  MESSAGE_NOT_DEAD: 'the message was not given up, or can no longer be sent',
  AUTHORIZATION_NEEDED:
    'the user agreed, but the authorization has ended: they have to open the mini program',
  BODY_TOO_LARGE: 'the body is longer than the route takes',
  UNSUPPORTED_MEDIA_TYPE: 'the body is not application/json',
  TEMPLATE_MISMATCH: 'the subscription is for another template',
  MISSING_VARIABLE: 'templateParameters lacks a variable of the template',
  UNKNOWN_VARIABLE: 'templateParameters holds a variable that the template does not have',
  INTERNAL: 'something went wrong in the server; it has been logged',
  NOT_READY: 'the database takes no write, or the sender does not work',
}

/** Ends a request with a code the caller can branch on. The message is shown to the caller: no secrets. */
export class ApiError extends SdkError {
  readonly status: number
  /** Seconds for the Retry-After header. */
  readonly retryAfter?: number

  constructor(
    override readonly code: ApiErrorCode,
    message: string,
    options: { retryAfter?: number; cause?: unknown } = {},
  ) {
    super(code, message, options)
    this.status = apiErrorStatus[code]
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter
  }
}
