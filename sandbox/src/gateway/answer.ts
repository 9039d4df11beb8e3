import { spoil } from '../faults/spoil-answer.js'
import type { Sandbox } from '../sandbox.js'
import { newId } from '../state/random-ids.js'
import type { CallContext } from './gateway-method.js'
import { endpointOf, type IncomingRequest } from './incoming-request.js'
import { noteHeldBack } from './note-held-back.js'
import { outcomeOf, refused, type Outcome } from './outcome.js'
import type { GatewayRefusal } from './refusal.js'
import { sealAnswer, type SealedAnswer } from './seal-answer.js'

/** What goes back, after `delayMs`: an answer, or an end of the connection. */
export type GatewayReply = { delayMs: number } & (
  { kind: 'answer'; answer: SealedAnswer } | { kind: 'error'; httpStatus: number } | { kind: 'cut' }
)

/** Handles one call, lets the faults in force spoil it, and notes it in the request log. Never throws. */
export function answerRequest(request: IncomingRequest, sandbox: Sandbox): GatewayReply {
  return answered(request, sandbox, (context) => outcomeOf(request, sandbox, context))
}

/** The same for a request that could not be read. */
export function refuseRequest(
  request: IncomingRequest,
  sandbox: Sandbox,
  refusal: GatewayRefusal,
): GatewayReply {
  return answered(request, sandbox, () => refused(refusal))
}

function answered(
  request: IncomingRequest,
  sandbox: Sandbox,
  handle: (context: CallContext) => Outcome,
): GatewayReply {
  const startedAt = performance.now()
  const spoilt = spoil(sandbox.state.faults.strike(endpointOf(request.uri)))
  const requestLogId = newId()
  const context = { requestLogId, spoilt }
  if (spoilt.isHeldBack) noteHeldBack(request, sandbox, context)
  const done = spoilt.isHeldBack ? undefined : handle(context)
  const outcome = spoilt.refusal ? refused(spoilt.refusal) : done
  const answer = outcome && sealAnswer(request, sandbox, outcome, spoilt, requestLogId)
  sandbox.requestLog.add({
    requestLogId,
    request,
    at: sandbox.clock.wire(),
    durationMs: performance.now() - startedAt,
    faults: spoilt.effects,
    outcome,
    answer: answer?.body,
  })
  const { delayMs, httpStatus, isCut } = spoilt
  if (isCut) return { delayMs, kind: 'cut' }
  if (httpStatus !== undefined || !answer) return { delayMs, kind: 'error', httpStatus: httpStatus ?? 503 }
  return { delayMs, kind: 'answer', answer }
}
