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
