import { isDev } from '../dev'
import { fail, type FlowError } from '../errors'
import type { FlowContext } from '../flow/context'
import { pause, within } from '../flow/within'
import type { HttpRequest, HttpResponse } from '../host'
import { field, textField } from '../jsapi/call-jsapi'
import { ruleFor, type Keep, type Recovery } from './backend-rules'

export interface Exchange<T> {
  path: string
  /** Sent as JSON with POST; a call without it is a GET. Written anew for each try: a recovery may change it. */
  body?: { authCode?: string }
  session?: { sessionToken: string }
  /** The answer, or undefined if it is not what the contract says. */
  read: (data: unknown) => T | undefined
  recoveries?: Recoveries
}

/** The ways to recover that only the caller has; each says whether it is worth another try. */
export interface Recoveries {
  NEW_CODE?: () => Promise<boolean>
  REAUTHORIZE?: () => Promise<boolean>
}

export interface BackendError extends FlowError {
  keep: Keep
}

/** Asks the backend, recovers as its error table says, and throws a BackendError if that did not help. */
export function exchange<T>(
  { host, request, life }: Pick<FlowContext, 'host' | 'request' | 'life'>,
  { path, body, session, read, recoveries = {} }: Exchange<T>,
): Promise<T> {
  const { clock } = host
  const { timeoutMs, backendUrl } = request
  const ways: { [way in Recovery]?: ((retryAfterMs: number) => unknown) | undefined } = {
    RETRY: () => true,
    WAIT: (ms) => ms < timeoutMs && pause(clock, life, ms).then(() => true),
  }
  Object.assign(ways, recoveries)

  const ask = (): Promise<HttpResponse> => {
    const headers = Object.assign({}, request.headers)
    const sent: HttpRequest = {
      method: body ? 'POST' : 'GET',
      url: backendUrl.replace(/\/+$/, '') + path,
      headers,
      timeoutMs,
    }
    if (body) {
      headers['content-type'] = 'application/json'
      sent.body = JSON.stringify(body)
    }
    if (session) headers['authorization'] = `Bearer ${session.sessionToken}`
    return within(clock, life, timeoutMs, '', () => host.send(sent)).catch(noAnswer)
  }

  const attempt = (): Promise<T> =>
    ask().then(({ status, body: text, headers: replied }) => {
      const data = parse(text)
      const answer = status >= 200 && status < 300 ? read(data) : undefined
      if (answer) return answer

      const error = field(data, 'error')
      const code = textField(error, 'code')
      const [recovery, result, keep = 'NONE'] = ruleFor(code, status, Boolean(body && body.authCode))
      // It may be burnt: whoever tries again needs another.
      if (body && recovery === 'NEW_CODE') delete body.authCode
      const way = ways[recovery]
      ways[recovery] = undefined
      // No Retry-After: too long.
      const recovered = way && way(Number(replied['retry-after'] || NaN) * 1000)
      return Promise.resolve(recovered).then((isWorthATry) => {
        if (!isWorthATry) {
          const what = `${path.split('?')[0]}: ${status} ${code} ${textField(error, 'message')}`
          const isOurs = isDev && code === 'REQUEST_ID_REUSED'
          throw Object.assign(
            fail(result, isOurs ? `${what}. This is a bug of mini-message: please report it.` : what),
            { keep },
          )
        }
        return attempt()
      })
    })
  return attempt()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // A proxy's page: the table says what to do with it.
    return undefined
  }
}

/** Status 0, in the shape of the contract's errors. */
function noAnswer(error: unknown): HttpResponse {
  const message = textField(error, 'detail') || textField(error, 'message')
  return { status: 0, body: JSON.stringify({ error: { message } }), headers: {} }
}
