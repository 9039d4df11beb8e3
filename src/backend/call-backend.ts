import type { Host } from '../host'
import { field, textField } from '../jsapi/call-jsapi'

export interface BackendCall {
  path: string
  /** Sent as JSON with POST; without it the call is a GET. */
  body?: object
  sessionToken?: string
}

export interface Backend {
  host: Host
  backendUrl: string
  headers: Record<string, string>
}

export type BackendReply =
  | { ok: true; data: unknown }
  | { ok: false; status: number; code: string; message: string; retryAfterMs: number }

/** One request and its answer in the contract's words; never rejects. Status 0: no answer came. */
export function callBackend(backend: Backend, call: BackendCall, timeoutMs: number): Promise<BackendReply> {
  const failed = (status: number, code: string, message: string, retryAfterMs = Infinity): BackendReply => ({
    ok: false,
    status,
    code,
    message,
    retryAfterMs,
  })
  const { body, sessionToken } = call
  return backend.host
    .send({
      method: body ? 'POST' : 'GET',
      url: backend.backendUrl.replace(/\/+$/, '') + call.path,
      headers: {
        ...backend.headers,
        ...(body && { 'content-type': 'application/json' }),
        ...(sessionToken && { authorization: `Bearer ${sessionToken}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
      timeoutMs,
    })
    .then(
      ({ status, body: text, headers }) => {
        const data = parse(text)
        if (status >= 200 && status < 300 && data !== undefined) return { ok: true, data }
        const error = field(data, 'error')
        const seconds = Number(headers['retry-after'] ?? NaN)
        return failed(
          status,
          textField(error, 'code'),
          textField(error, 'message'),
          seconds >= 0 ? seconds * 1000 : Infinity,
        )
      },
      (error: unknown) => failed(0, textField(error, 'reason'), textField(error, 'detail')),
    )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
