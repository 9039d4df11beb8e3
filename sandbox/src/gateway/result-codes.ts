/** S done · F failed for good · U unknown, may be called again. A (accepted) no v2 endpoint here gives. */
export type ResultStatus = 'S' | 'F' | 'U'

/** Every code this gateway answers, its status, and what a merchant does about it. */
export const resultCodes = {
  SUCCESS: { status: 'S', remedy: '' },
  SIGNATURE_INVALID: { status: 'F', remedy: 'Sign the bytes you send with the private key of this client.' },
  INVALID_SIGNATURE: { status: 'F', remedy: 'Sign the bytes you send with the private key of this client.' },
  TIMESTAMP_INVALID: { status: 'F', remedy: 'Set the clock; sign each request when it is sent.' },
  KEY_NOT_FOUND: { status: 'F', remedy: 'Use a keyVersion whose public key is uploaded.' },
  CLIENT_INVALID: { status: 'F', remedy: 'Send the Client-Id shown at GET /_sandbox/credentials.' },
  METHOD_NOT_SUPPORTED: { status: 'F', remedy: 'Use POST.' },
  MEDIA_TYPE_NOT_ACCEPTABLE: { status: 'F', remedy: 'Send Content-Type: application/json; charset=UTF-8.' },
  INVALID_API: { status: 'F', remedy: 'Check the path, and that the feature was added to the mini program.' },
  ACCESS_DENIED: { status: 'F', remedy: 'Read resultMessage: something is not granted to this merchant.' },
  PARAM_ILLEGAL: { status: 'F', remedy: 'Mend the field that resultMessage names.' },
  AUTH_CLIENT_UNSUPPORTED_GRANT_TYPE: { status: 'F', remedy: 'Use AUTHORIZATION_CODE or REFRESH_TOKEN.' },
  INVALID_AUTH_CLIENT: { status: 'F', remedy: 'Correct authClientId.' },
  INVALID_AUTHCODE: { status: 'F', remedy: 'Call my.getAuthCode again.' },
  USED_AUTHCODE: { status: 'F', remedy: 'A code works once: call my.getAuthCode again.' },
  EXPIRED_AUTHCODE: { status: 'F', remedy: 'Call my.getAuthCode again and exchange the code at once.' },
  INVALID_REFRESH_TOKEN: { status: 'F', remedy: 'Get a new token with a new auth code.' },
  USED_REFRESH_TOKEN: { status: 'F', remedy: 'Use the newest refresh token: each works once.' },
  EXPIRED_REFRESH_TOKEN: { status: 'F', remedy: 'The user has to authorise again.' },
  INVALID_ACCESS_TOKEN: { status: 'F', remedy: 'Get a new token by applyToken.' },
  EXPIRED_ACCESS_TOKEN: { status: 'F', remedy: 'Refresh by applyToken, then send again.' },
  TEMPLATE_NOT_EXIST: { status: 'F', remedy: 'Use a templateCode that was approved for this mini program.' },
  USER_NOT_SUBSCRIBED: { status: 'F', remedy: 'The user has to subscribe (again) before a message is sent.' },
  UNKNOWN_EXCEPTION: { status: 'U', remedy: 'Call again with the same requestId.' },
} as const satisfies Record<string, { status: ResultStatus; remedy: string }>

export type ResultCode = keyof typeof resultCodes
