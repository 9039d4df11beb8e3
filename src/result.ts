import type { Decision } from './contract.js'

export type KnownErrorCode =
  | 'CANCELLED'
  | 'NETWORK'
  | 'SYSTEM'
  | 'INCONSISTENT_TEMPLATE_TYPE'
  | 'INVALID_TEMPLATE_CODE'
  | 'AUTH_DENIED'
  | 'UNAVAILABLE'
  | 'TIMEOUT'
  | 'BUSY'
  | 'BACKEND_REJECTED'
  | 'INVALID_CONFIG'

/** An open union: an unknown code is never success. */
export type ErrorCode = KnownErrorCode | (string & {})

export interface SubscribeSuccess {
  success: true
  /** AGREE if at least one template was agreed to. */
  type: Decision
  /** What counts: the answer for each template. */
  templates: Record<string, Decision>
  subscriptionIds: Record<string, string>
  /** False when nothing was asked: an earlier answer still stands. */
  fresh: boolean
}

export interface SubscribeFailure {
  success: false
  errorCode: ErrorCode
  /** What went wrong, where, and (in builds for developers) what to do. */
  errorMessage: string
  /** The user's answer is kept and will be posted again. */
  pending?: boolean
}

export type SubscribeResult = SubscribeSuccess | SubscribeFailure

/** What to do about each error. Only builds for developers have it; docs/errors.md says more. */
export const remedies: Record<KnownErrorCode, string> = {
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

export function failure(errorCode: ErrorCode, what: string): SubscribeFailure {
  const remedy = __DEV__ ? (remedies as Partial<Record<string, string>>)[errorCode] : undefined
  return { success: false, errorCode, errorMessage: remedy ? `${what} ${remedy}` : what }
}

const developerErrors: ErrorCode[] = [
  'INVALID_CONFIG',
  'INVALID_TEMPLATE_CODE',
  'INCONSISTENT_TEMPLATE_TYPE',
  'UNAVAILABLE',
]

/** What the console says of a result: only what a developer can put right, not a person's no. */
export function consoleMessage(result: SubscribeResult): string | undefined {
  if (result.success || !developerErrors.includes(result.errorCode)) return undefined
  return __DEV__ ? result.errorMessage : `${result.errorCode} (docs/errors.md): ${result.errorMessage}`
}

/** What is thrown inside a flow; it never leaves `open`, which turns it into a result. */
export interface FlowError extends Error {
  failure: SubscribeFailure
}

// Not a subclass of Error: code lowered to ES5 can't extend it.
export const toError = (stopped: SubscribeFailure): FlowError =>
  Object.assign(new Error(stopped.errorCode), { failure: stopped })

export const fail = (errorCode: ErrorCode, what: string): FlowError => toError(failure(errorCode, what))

/** Any thrown thing as a result; what the flow did not foresee is SYSTEM. */
export function toFailure(error: unknown): SubscribeFailure {
  const known = (Object(error) as Partial<FlowError>).failure
  return known ?? failure('SYSTEM', String(error))
}
