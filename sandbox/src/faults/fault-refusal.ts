import { GatewayRefusal } from '../gateway/result-codes.js'
import type { RefusalCode } from '../gateway/result-codes.js'
import type { FaultSpec } from './fault.js'

const remedy = 'Nothing: a fault that was set by POST /_sandbox/faults.'

/** The platform's answer that an `unknown`, `limit` or `refuse` fault stands for. */
export function faultRefusal({ effect, resultCode, resultStatus }: FaultSpec): GatewayRefusal {
  const code = codeOf(effect, resultCode)
  return new GatewayRefusal(code, 'Answered by a fault of the sandbox.', {
    remedy,
    ...(resultStatus !== undefined && { status: resultStatus }),
  })
}

function codeOf(effect: FaultSpec['effect'], resultCode: RefusalCode | undefined): RefusalCode {
  if (effect === 'unknown') return 'UNKNOWN_EXCEPTION'
  return effect === 'limit' ? 'REQUEST_TRAFFIC_EXCEED_LIMIT' : (resultCode ?? 'PROCESS_FAIL')
}
