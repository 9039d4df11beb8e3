import type { ErrorCode, KnownErrorCode, SubscribeFailure } from './result.js'

/** Each error code with what to do about it. Minified builds leave them out; docs/errors.md says more. */
export const remedies: Partial<Record<KnownErrorCode, string>> = __DEV__
  ? {
      CANCELLED: 'Nothing was sent. Ask again when the user taps again.',
      NETWORK:
        'Check that the backend runs at backendUrl, allows this origin (CORS), and that the device is online.',
      SYSTEM: 'Look this up in the log of the backend or the super app.',
      INCONSISTENT_TEMPLATE_TYPE: 'Ask for one-time and for long-term templates separately.',
      INVALID_TEMPLATE_CODE: "Compare templateIds with the codes in the platform's Template Library.",
      AUTH_DENIED: 'Nothing was subscribed. Ask again when the user taps again.',
      UNAVAILABLE:
        'Open the page in a super app. In H5 the hylid-bridge script has to be on the page; it sets `my`.',
      TIMEOUT: 'Ask again, or raise timeoutMs (machines) or personTimeoutMs (people).',
      BUSY: 'Wait for the result of the first call.',
      BACKEND_REJECTED: "The backend's log says why.",
      INVALID_CONFIG: 'Correct the setting that is named here.',
    }
  : {}

/** `what` is false where a minified build leaves it out: there the message is the code alone. */
export function failure(errorCode: ErrorCode, what: string | false): SubscribeFailure {
  const remedy = __DEV__ && remedies[errorCode as KnownErrorCode]
  return {
    success: false,
    errorCode,
    errorMessage: __DEV__ && remedy ? `${what} ${remedy}` : what || errorCode,
  }
}

/** What is thrown inside a flow; it never leaves `open`, which turns it into a result. */
export interface FlowError extends Error {
  failure: SubscribeFailure
}

// No subclass: ES5 code can't extend Error.
export function fail(errorCode: ErrorCode, what: string | false): FlowError {
  return Object.assign(new Error(errorCode), { failure: failure(errorCode, what) })
}

/** Any thrown thing as a result; what nobody foresaw is SYSTEM. */
export function toFailure(error: unknown): SubscribeFailure {
  return (Object(error) as Partial<FlowError>).failure || failure('SYSTEM', String(error))
}
