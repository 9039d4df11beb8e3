import { fail, type FlowError } from '../errors'
import { within, type Lifetime } from '../flow/within'
import { ruleFor, type BackendRule, type Recovery } from './backend-rules'
import { callBackend, type Backend, type BackendCall, type BackendReply } from './call-backend'

export interface Exchange<T> {
  /** Made anew for each try, since a recovery changes codes and sessions. */
  call(): BackendCall
  /** The answer, or undefined if it is not what the contract says. */
  read(data: unknown): T | undefined
  codeWasSent: boolean
  newCode?(): Promise<unknown>
  /** False: the new session is another person's. */
  reauthorize?(): Promise<boolean>
}

export interface BackendError extends FlowError {
  keep: BackendRule['keep']
}

export function isBackendError(error: unknown): error is BackendError {
  return typeof error === 'object' && error !== null && 'keep' in error
}

/** Asks the backend, recovers as the table says, each way at most once, and throws a BackendError otherwise. */
export async function exchange<T>(
  backend: Backend,
  life: Lifetime,
  timeoutMs: number,
  exchange: Exchange<T>,
): Promise<T> {
  const { clock } = backend.host
  const tried: Partial<Record<Recovery, boolean>> = {}
  let deadline = clock.now() + timeoutMs

  for (;;) {
    const call = exchange.call()
    const left = deadline - clock.now()
    const reply =
      (await within(clock, life, left, () => callBackend(backend, call, left))) ?? timedOut(timeoutMs)
    const answer = reply.ok ? exchange.read(reply.data) : undefined
    if (answer !== undefined) return answer

    const code = reply.ok ? '' : reply.code
    const status = reply.ok ? 200 : reply.status
    const rule = ruleFor(code, status, exchange.codeWasSent)
    const { recovery } = rule
    if (!recovery || tried[recovery] || !(await recover(recovery, reply))) {
      throw backendError(call, reply, rule)
    }
    tried[recovery] = true
  }

  async function recover(recovery: Recovery, reply: BackendReply): Promise<boolean> {
    const left = deadline - clock.now()
    if (recovery === 'RETRY') return left > 0
    if (recovery === 'WAIT') {
      const pause = reply.ok ? Infinity : reply.retryAfterMs
      if (pause >= left) return false
      await within(clock, life, pause, () => new Promise<never>(() => undefined))
      return true
    }
    const isReady =
      recovery === 'NEW_CODE'
        ? exchange.newCode && (await exchange.newCode().then(() => true))
        : await exchange.reauthorize?.()
    // A person may have been asked: the machine's time starts again.
    deadline = clock.now() + timeoutMs
    return isReady === true
  }
}

function timedOut(timeoutMs: number): BackendReply {
  return {
    ok: false,
    status: 0,
    code: '',
    message: `no answer within ${timeoutMs} ms`,
    retryAfterMs: Infinity,
  }
}

function backendError(call: BackendCall, reply: BackendReply, rule: BackendRule): BackendError {
  const path = call.path.split('?')[0] ?? ''
  const what = reply.ok
    ? 'answered something that the contract does not know'
    : reply.status
      ? `answered ${reply.status} ${reply.code}`
      : 'did not answer'
  const detail = !reply.ok && reply.message ? ` (${reply.message})` : ''
  return Object.assign(fail(rule.result, `${path} of the backend ${what.trim()}${detail}.`), {
    keep: rule.keep,
  })
}
