import type { Sandbox } from '../sandbox.js'
import { pathStep } from '../superapp/path-step.js'
import type { CallContext } from './gateway-method.js'
import { endpointOf, type IncomingRequest } from './incoming-request.js'
import { isObject } from './request-fields.js'

const send = '/v2/miniprogram/message/send'

/** Notes a send that a fault kept from the platform, for the way of the message that a later try may send. */
export function noteHeldBack(
  { uri, clientId, body }: IncomingRequest,
  { state, clock }: Sandbox,
  { requestLogId, spoilt }: CallContext,
): void {
  if (endpointOf(uri) !== send) return
  const { appId, requestId } = readNames(body)
  if (clientId === undefined || typeof appId !== 'string' || typeof requestId !== 'string') return
  const detail = spoilt.refusal?.code ?? spoilt.effects.join(' ')
  const step = pathStep('send', clock.real(), { requestLogId, detail, isGood: false })
  state.sends.noteRefused({ clientId, appId, requestId }, step)
}

function readNames(body: Buffer): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'))
    return isObject(read) ? read : {}
  } catch {
    return {}
  }
}
