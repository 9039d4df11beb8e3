import { attempt } from '../attempt.js'
import { fail, type FlowError } from '../errors.js'
import type { FlowContext } from '../flow/context.js'
import type { HttpResponse } from '../host.js'
import { field, textField } from '../jsapi/call-jsapi.js'
import { isWorthKeeping, ruleFor, type Recovery } from './backend-rules.js'

export interface Exchange<T, Body = { authCode?: string }> {
  path: string
  /** Sent as JSON with POST; a call without it is a GET. Written anew for each try: a recovery may change it. */
  body?: Body
  session?: { sessionToken: string }
  /** The answer, or false if it is not what the contract says. */
  read: (data: unknown) => T | false
}

/** The ways to recover that only the caller has; each says whether it is worth another try. */
export interface Recoveries {
  NEW_CODE?: false | (() => Promise<unknown>)
  REAUTHORIZE?: () => Promise<unknown>
}

export interface BackendError extends FlowError {
  /** Whether an answer is kept, to be posted again later. */
  isKept: boolean
}

/** Asks the backend, recovers as its error table says, and throws a BackendError if that did not help. */
export function exchange<T>(
  { host, request, life }: Pick<FlowContext, 'host' | 'request' | 'life'>,
  { path, body, session, read }: Exchange<T>,
  recoveries?: Recoveries,
): Promise<T> {
  const { timeoutMs, backendUrl, headers } = request
  const ways: { [way in Recovery]?: false | ((retryAfterMs: number) => unknown) | undefined } = Object.assign(
    {
      RETRY: () => true,
      WAIT: (ms: number) => ms < timeoutMs && life.pause(ms).then(() => true),
    },
    recoveries,
  )

  const send = (): Promise<HttpResponse> =>
    host.send({
      method: body ? 'POST' : 'GET',
      url: backendUrl.replace(/\/+$/, '') + path,
      headers: Object.assign(
        {},
        headers,
        body && { 'content-type': 'application/json' },
        session && { authorization: `Bearer ${session.sessionToken}` },
      ),
      body: JSON.stringify(body),
      timeoutMs,
    })

  const ask = (): Promise<T> =>
    life.within(timeoutMs, '', send).then(
      // What is no JSON is a proxy's page: the table says what to do with it.
      ({ status, body, retryAfter }) =>
        judge(
          status,
          attempt(() => JSON.parse(body) as unknown),
          retryAfter,
        ),
      (error: unknown) => judge(0, { error }),
    )

  const judge = (status: number, data: unknown, retryAfter?: string | null): T | Promise<T> => {
    const answer = status >= 200 && status < 300 && read(data)
    if (answer) return answer

    const error = field(data, 'error')
    const code = textField(error, 'code')
    const [recovery, result] = ruleFor(code, status, body)
    // It may be burnt: whoever tries again needs another.
    if (body && recovery === 'NEW_CODE') delete body.authCode
    const way = ways[recovery]
    ways[recovery] = undefined
    // No Retry-After: too long.
    return Promise.resolve(way && way(parseFloat(retryAfter as string) * 1000)).then((isWorthATry) => {
      if (isWorthATry) return ask()
      const what = `${path.split('?')[0]}: ${status} ${code} ${textField(error, 'message')}`
      const isOurs = __DEV__ && code === 'REQUEST_ID_REUSED'
      throw Object.assign(
        fail(result, isOurs ? `${what}. This is a bug of mini-message: please report it.` : what),
        { isKept: isWorthKeeping(recovery) },
      )
    })
  }
  return ask()
}
