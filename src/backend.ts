import type { BackendErrorCode } from './contract.js'
import type { Host, HttpResponse } from './host.js'
import { field, textField } from './jsapi.js'
import type { Lifetime } from './lifetime.js'
import type { SubscribeRequest } from './options.js'
import { fail, type FlowError, type KnownErrorCode } from './result.js'

/** What the flow tries, each at most once in a call, before it gives up. */
export type Recovery = 'STOP' | 'REAUTHORIZE' | 'NEW_CODE' | 'WAIT' | 'RETRY'

/** What to try, and the result when that did not help. */
export type BackendRule = [recovery: Recovery, result: KnownErrorCode]

const rejected: BackendRule = ['STOP', 'BACKEND_REJECTED']
const spent: BackendRule = ['NEW_CODE', 'BACKEND_REJECTED']
const unanswered: BackendRule = ['RETRY', 'NETWORK']

/** docs/contract.md, "Errors": one row for each. */
export const backendRules: Record<BackendErrorCode | 'NO_ANSWER' | 'UNREADABLE', BackendRule> = {
  INVALID_REQUEST: rejected,
  SESSION_EXPIRED: ['REAUTHORIZE', 'BACKEND_REJECTED'],
  SUBJECT_MISMATCH: rejected,
  APP_NOT_ALLOWED: ['STOP', 'INVALID_CONFIG'],
  TEMPLATE_NOT_FOUND: ['STOP', 'INVALID_TEMPLATE_CODE'],
  REQUEST_ID_REUSED: ['STOP', 'SYSTEM'],
  AUTH_CODE_SPENT: spent,
  AUTH_CODE_EXPIRED: spent,
  AUTH_CODE_INVALID: spent,
  MIXED_TEMPLATE_KINDS: ['STOP', 'INCONSISTENT_TEMPLATE_TYPE'],
  RATE_LIMITED: ['WAIT', 'NETWORK'],
  UNAVAILABLE: ['WAIT', 'NETWORK'],
  PLATFORM_UNAVAILABLE: unanswered,
  NO_ANSWER: unanswered,
  UNREADABLE: ['RETRY', 'SYSTEM'],
}

/** The row for one answer; status 0 means that none came. */
export function ruleFor(code: string, status: number, hasAuthCode: boolean): BackendRule {
  // The code may be burnt, so the same one is not sent again.
  if (code === 'PLATFORM_UNAVAILABLE' && hasAuthCode) return ['NEW_CODE', 'NETWORK']
  const known = (backendRules as Partial<Record<string, BackendRule>>)[code]
  return known ?? backendRules[status === 0 || status >= 500 ? 'NO_ANSWER' : 'UNREADABLE']
}

/** What a call needs of the open that makes it. */
export interface BackendCaller {
  host: Host
  request: Pick<SubscribeRequest, 'backendUrl' | 'headers' | 'timeoutMs'>
  lifetime: Lifetime
}

export interface BackendCall<T> {
  path: string
  /** Makes the body of one try, since a recovery may have brought another code. A call without it is a GET. */
  body?: () => object & { authCode?: string | undefined }
  /** The session token of one try. */
  token?: () => string
  /** Whether this is what the contract says: a proxy's page must not pass for an answer. */
  isAnswer: (data: unknown) => data is T
}

/** The ways to recover that only the caller has; each says whether another try is worth it. */
export type Recoveries = Partial<Record<'NEW_CODE' | 'REAUTHORIZE', () => Promise<boolean>>>

export interface BackendError extends FlowError {
  /** What was tried with the same session may help later: an answer is kept, to be posted again. */
  isWorthKeeping: boolean
  /** The code that was sent may be burnt. */
  isCodeSpent: boolean
}

export const isBackendError = (error: unknown): error is BackendError => 'isWorthKeeping' in Object(error)

/** Asks the backend, recovers as its error table says, and throws a BackendError if that did not help. */
export async function callBackend<T>(
  caller: BackendCaller,
  call: BackendCall<T>,
  recoveries: Recoveries = {},
): Promise<T> {
  const url = caller.request.backendUrl.replace(/\/+$/, '') + call.path
  const tried: Recovery[] = []

  async function isWorthAnotherTry(recovery: Recovery, { retryAfter }: Reply): Promise<boolean> {
    if (recovery === 'STOP' || tried.includes(recovery)) return false
    tried.push(recovery)
    if (recovery === 'RETRY') return true
    if (recovery !== 'WAIT') return (await recoveries[recovery]?.()) ?? false
    const pauseMs = parseFloat(String(retryAfter)) * 1000
    // Without Retry-After the comparison is false: nobody knows how long to wait.
    if (!(pauseMs < caller.request.timeoutMs)) return false
    await caller.lifetime.pause(pauseMs)
    return true
  }

  for (;;) {
    const body = call.body?.()
    const reply = await askOnce(caller, call, url, body)
    const { status } = reply
    const data = parseJson(reply.body)
    const isSuccess = status >= 200 && status < 300
    if (isSuccess && call.isAnswer(data)) return data

    const problem = isSuccess
      ? { message: 'the answer is not what the contract says' }
      : (reply.problem ?? field(data, 'error'))
    const code = textField(problem, 'code')
    const [recovery, result] = ruleFor(code, status, Boolean(body?.authCode))
    if (await isWorthAnotherTry(recovery, reply)) continue

    const what = [status || 'no answer', code, textField(problem, 'message')]
      .filter(Boolean)
      .join(' ')
      .replace(/\.$/, '')
    // Every answer of a backend but 2xx has a code: something else stands at this address.
    if (status && !code) caller.host.warn(`${withoutQuery(url)}: ${what}.`)
    const isOurs = __DEV__ && code === 'REQUEST_ID_REUSED'
    const remedy = isOurs ? ' This is a bug of mini-message: please report it.' : ''
    const error: BackendError = Object.assign(fail(result, `${withoutQuery(call.path)}: ${what}.${remedy}`), {
      isWorthKeeping: recovery !== 'STOP' && recovery !== 'REAUTHORIZE',
      isCodeSpent: recovery === 'NEW_CODE',
    })
    throw error
  }
}

const withoutQuery = (address: string): string => address.replace(/\?.*/, '')

/** What came back. Status 0 means that nothing did, and `problem` says why. */
interface Reply extends HttpResponse {
  problem?: unknown
}

async function askOnce<T>(
  { host, request, lifetime }: BackendCaller,
  { path, token }: BackendCall<T>,
  url: string,
  body: object | undefined,
): Promise<Reply> {
  const { timeoutMs, headers } = request
  const send = () =>
    host.send({
      method: body ? 'POST' : 'GET',
      url,
      headers: {
        ...headers,
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token()}` }),
      },
      body: JSON.stringify(body),
      timeoutMs,
    })
  try {
    return await lifetime.within(timeoutMs, path, send)
  } catch (problem) {
    if (lifetime.isOver) throw problem
    return { status: 0, body: '', problem: { message: textField(problem, 'message') } }
  }
}

/** Undefined for a body that is not valid JSON: a proxy's page. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
