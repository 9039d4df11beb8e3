import { failure, flowError, type FlowError } from '../errors'
import type { FlowContext } from '../flow/context'
import { pause, within } from '../flow/within'
import type { Host, HttpResponse } from '../host'
import { field, textField } from '../jsapi/call-jsapi'
import { ruleFor, type Keep } from './backend-rules'

export interface Exchange<T> {
  path: string
  /** Sent as JSON with POST; a call without it is a GET. Asked for each try: a recovery changes it. */
  body?: () => { authCode?: string }
  sessionToken?: () => string
  /** The answer, or undefined if it is not what the contract says. */
  read: (data: unknown) => T | undefined
  newCode?: () => Promise<unknown>
  /** False: the new session is another person's. */
  reauthorize?: () => Promise<boolean>
}

export interface BackendError extends FlowError {
  keep: Keep
}

/** Asks the backend, recovers as its error table says, and throws a BackendError if that did not help. */
export async function exchange<T>(
  { host, request, life }: Pick<FlowContext, 'host' | 'request' | 'life'>,
  { path, body, sessionToken, read, newCode, reauthorize }: Exchange<T>,
): Promise<T> {
  const { clock } = host
  const { timeoutMs, backendUrl } = request
  const tried: Record<string, boolean> = {}
  const headers = Object.assign({}, request.headers)
  let deadline = clock.now() + timeoutMs

  for (;;) {
    const left = deadline - clock.now()
    const content = body?.()
    if (content) headers['content-type'] = 'application/json'
    if (sessionToken) headers['authorization'] = `Bearer ${sessionToken()}`
    const sent: Parameters<Host['send']>[0] = {
      method: content ? 'POST' : 'GET',
      url: backendUrl.replace(/\/+$/, '') + path,
      headers,
      timeoutMs: left,
    }
    if (content) sent.body = JSON.stringify(content)
    const { status, data, retryAfterMs } = await within(clock, life, left, 'No answer', () =>
      host.send(sent),
    ).then(readReply, noReply)
    const answer = status >= 200 && status < 300 ? read(data) : undefined
    if (answer) return answer

    const error = field(data, 'error')
    const code = textField(error, 'code')
    const [recovery, result, keep = 'NONE'] = ruleFor(code, status, Boolean(content?.authCode))
    if (tried[recovery] || !(await recover(recovery, retryAfterMs))) {
      const what = `${path.split('?')[0]} answered ${status || 'nothing'} ${code} ${textField(error, 'message')}`
      throw flowError(failure(result, what), { keep })
    }
    tried[recovery] = true
  }

  async function recover(recovery: string, retryAfterMs: number): Promise<unknown> {
    const left = deadline - clock.now()
    if (recovery === 'RETRY') return left > 0
    if (recovery === 'WAIT') return retryAfterMs < left && pause(clock, life, retryAfterMs).then(() => true)
    const isReady =
      recovery === 'NEW_CODE'
        ? newCode && (await newCode().then(() => true))
        : recovery === 'REAUTHORIZE' && reauthorize && (await reauthorize())
    // A person may have been asked: the machine's time starts again.
    deadline = clock.now() + timeoutMs
    return isReady
  }
}

interface Reply {
  status: number
  data: unknown
  retryAfterMs: number
}

function readReply({ status, body, headers }: HttpResponse): Reply {
  let data: unknown
  try {
    data = JSON.parse(body)
  } catch {
    // A proxy's page: the table says what to do with it.
  }
  const retryAfter = headers['retry-after']
  return { status, data, retryAfterMs: retryAfter ? Number(retryAfter) * 1000 : Infinity }
}

function noReply(error: unknown): Reply {
  return {
    status: 0,
    data: { error: { message: textField(error, 'detail') || textField(error, 'message') } },
    retryAfterMs: 0,
  }
}
