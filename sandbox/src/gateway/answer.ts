import { signatureHeader } from '../signing/sign.js'
import type { Sandbox } from '../sandbox.js'
import { platformTime } from '../state/clock.js'
import { handleRequest } from './handle-request.js'
import { pathOf, type IncomingRequest } from './incoming-request.js'
import { GatewayRefusal } from './refusal.js'
import { resultCodes, type ResultCode, type ResultStatus } from './result-codes.js'

/** What goes back: always HTTP 200, always signed. */
export interface SignedAnswer {
  headers: Record<string, string>
  body: Buffer
}

interface Outcome {
  result: { resultCode: ResultCode; resultStatus: ResultStatus; resultMessage: string }
  fields: Record<string, unknown>
  details: GatewayRefusal['details']
}

/** Handles one call, notes it in the request log and signs the answer. Never throws. */
export function answerRequest(request: IncomingRequest, sandbox: Sandbox): SignedAnswer {
  return signedAnswer(request, sandbox, outcomeOf(request, sandbox))
}

/** The same for a request that could not be read. */
export function refuseRequest(
  request: IncomingRequest,
  sandbox: Sandbox,
  refusal: GatewayRefusal,
): SignedAnswer {
  return signedAnswer(request, sandbox, refused(refusal))
}

function outcomeOf(request: IncomingRequest, sandbox: Sandbox): Outcome {
  try {
    const fields = handleRequest(request, sandbox)
    const result = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' } as const
    return { result, fields, details: {} }
  } catch (error) {
    if (error instanceof GatewayRefusal) return refused(error)
    const unknown = new GatewayRefusal('UNKNOWN_EXCEPTION', `A fault of the sandbox itself: ${String(error)}`)
    return refused(unknown)
  }
}

function refused({ code, message, details }: GatewayRefusal): Outcome {
  const { status, remedy } = resultCodes[code]
  const result = { resultCode: code, resultStatus: status, resultMessage: message.slice(0, 256) }
  return { result, fields: {}, details: { remedy, ...details } }
}

function signedAnswer(request: IncomingRequest, sandbox: Sandbox, outcome: Outcome): SignedAnswer {
  const { result, fields, details } = outcome
  const wireTime = sandbox.clock.wire()
  sandbox.requestLog.add({
    at: new Date(wireTime).toISOString(),
    method: request.method,
    path: pathOf(request.uri),
    clientId: request.clientId ?? null,
    requestTime: request.requestTime ?? null,
    ...result,
    ...details,
  })
  const body = Buffer.from(JSON.stringify({ result, ...fields }))
  const clientId = request.clientId ?? ''
  const time = platformTime(wireTime)
  const signature = signatureHeader(
    sandbox.platformKey,
    { uri: request.uri, clientId, time, body },
    sandbox.platformKeyVersion,
  )
  const headers = { 'client-id': clientId, 'response-time': time, signature }
  return { headers: { ...headers, 'content-type': 'application/json; charset=UTF-8' }, body }
}
