import type { Spoilt } from '../faults/spoil-answer.js'
import type { Sandbox } from '../sandbox.js'
import { signatureHeader } from '../signing/sign.js'
import { platformTime } from '../state/clock.js'
import type { IncomingRequest } from './incoming-request.js'
import type { Outcome } from './outcome.js'

/** HTTP 200 with a body that is signed, unless a fault says otherwise. */
export interface SealedAnswer {
  headers: Record<string, string>
  body: Buffer
}

/** The outcome as bytes, dated and signed with the newest platform key. */
export function sealAnswer(
  request: IncomingRequest,
  { clock, state }: Sandbox,
  { result, fields }: Outcome,
  { signing, staleByMs }: Spoilt,
): SealedAnswer {
  const body = Buffer.from(JSON.stringify({ result, ...fields }))
  const clientId = request.clientId ?? ''
  const time = platformTime(clock.wire() - staleByMs)
  const headers = {
    'client-id': clientId,
    'response-time': time,
    'content-type': 'application/json; charset=UTF-8',
  }
  if (signing === 'none') return { headers, body }
  // A wrong signature is a true one over other bytes: only checking it finds out.
  const signed = signing === 'right' ? body : Buffer.concat([body, Buffer.from(' ')])
  const { keyVersion, privateKey } = state.platformKeys.newest()
  const signature = signatureHeader(
    privateKey,
    { uri: request.uri, clientId, time, body: signed },
    keyVersion,
  )
  return { headers: { ...headers, signature }, body }
}
