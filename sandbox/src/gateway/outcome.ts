import type { Sandbox } from '../sandbox.js'
import type { CallContext } from './gateway-method.js'
import { handleRequest } from './handle-request.js'
import type { IncomingRequest } from './incoming-request.js'
import { GatewayRefusal } from './refusal.js'
import { resultCodes, type ResultCode, type ResultStatus } from './result-codes.js'

/** What the platform makes of a call, before it is signed or spoilt. */
export interface Outcome {
  result: { resultCode: ResultCode; resultStatus: ResultStatus; resultMessage: string }
  /** What stands beside `result`. */
  fields: Record<string, unknown>
  /** For the request log only. */
  log: { expected?: string; differs?: string; remedy?: string }
}

/** Never throws: a fault of the sandbox itself is UNKNOWN_EXCEPTION. */
export function outcomeOf(request: IncomingRequest, sandbox: Sandbox, context: CallContext): Outcome {
  try {
    const { resultCode = 'SUCCESS', ...fields } = handleRequest(request, sandbox, context)
    const resultStatus = resultCodes[resultCode].status
    return { result: { resultCode, resultStatus, resultMessage: 'success' }, fields, log: {} }
  } catch (error) {
    if (error instanceof GatewayRefusal) return refused(error)
    return refused(new GatewayRefusal('UNKNOWN_EXCEPTION', `A fault of the sandbox itself: ${String(error)}`))
  }
}

export function refused({ code, message, details }: GatewayRefusal): Outcome {
  const { status: documented, remedy } = resultCodes[code]
  const { status: resultStatus = documented, ...log } = details
  const resultMessage = message.slice(0, 256)
  return { result: { resultCode: code, resultStatus, resultMessage }, fields: {}, log: { remedy, ...log } }
}
