import type { Spoilt } from '../faults/spoil-answer.js'
import type { Sandbox } from '../sandbox.js'
import { signatureHeader } from '../signing/sign.js'
import { platformTime } from '../state/clock.js'
import { signedUri, type IncomingRequest } from './incoming-request.js'
import type { Outcome } from './outcome.js'

/** HTTP 200 with a body that is signed, unless a setting or a fault says otherwise. */
export interface SealedAnswer {
  httpStatus: number
  headers: Record<string, string>
  body: Buffer
}

/** The outcome as bytes, dated and signed with the newest platform key. */
export function sealAnswer(
  request: IncomingRequest,
  { clock, state }: Sandbox,
  { result, fields }: Outcome,
  { signing, staleByMs }: Spoilt,
  traceId: string,
): SealedAnswer {
  const isFailure = ['F', 'U'].includes(result.resultStatus)
  const { failureHttpStatus, signedFailures } = state.settings
  const httpStatus = isFailure ? failureHttpStatus : 200
  const body = Buffer.from(JSON.stringify({ result, ...fields }))
  const clientId = request.clientId ?? ''
  const time = platformTime(clock.wire() - staleByMs)
  const headers = {
    'client-id': clientId,
    'response-time': time,
    'content-type': 'application/json; charset=UTF-8',
    'trace-id': traceId,
  }
  if (signing === 'none' || (isFailure && !signedFailures)) return { httpStatus, headers, body }
  // A wrong signature is a true one over other bytes: only checking it finds out.
  const signed = signing === 'right' ? body : Buffer.concat([body, Buffer.from(' ')])
  const { keyVersion, privateKey } = state.platformKeys.newest()
  const signature = signatureHeader(
    privateKey,
    { uri: signedUri(request.uri, state.settings), clientId, time, body: signed },
    keyVersion,
  )
  return { httpStatus, headers: { ...headers, signature }, body }
}
