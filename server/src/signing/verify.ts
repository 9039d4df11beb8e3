import { verify, type KeyObject } from 'node:crypto'
import { secondsAhead, toleranceSeconds } from './freshness.js'
import { parseSignatureHeader } from './signature-header.js'
import { stringToSign, type SignedParts } from './string-to-sign.js'

export type SignatureFault =
  'MISSING' | 'UNREADABLE' | 'UNKNOWN_ALGORITHM' | 'TIME_UNREADABLE' | 'TOO_OLD' | 'TOO_FAR_AHEAD' | 'WRONG'

export type Verification = { valid: true } | { valid: false; fault: SignatureFault; detail: string }

export interface Verifying {
  /** The `Signature` header as received. */
  header: string | undefined
  /** Any of these may have signed: two platform keys are valid at once while one replaces the other. */
  publicKeys: readonly KeyObject[]
  nowMs: number
}

/** Fails closed: no header, no known algorithm, no readable time or no key means not valid. */
export function verifyParts(parts: SignedParts, { header, publicKeys, nowMs }: Verifying): Verification {
  if (header === undefined || header === '') return fault('MISSING', 'there is no Signature header')
  const parsed = parseSignatureHeader(header)
  if (!parsed) return fault('UNREADABLE', 'the Signature header has no readable signature=')
  if (parsed.algorithm !== 'RSA256')
    return fault('UNKNOWN_ALGORITHM', `algorithm is ${parsed.algorithm}, not RSA256`)

  const signed = stringToSign(parts)
  const matches = publicKeys.some((key) => verify('sha256', signed, key, parsed.signature))
  if (!matches) return fault('WRONG', 'the signature fits none of the known public keys')

  const ahead = secondsAhead(parts.time, nowMs)
  if (ahead === undefined) return fault('TIME_UNREADABLE', 'the signed time is not ISO 8601 with an offset')
  if (ahead < -toleranceSeconds)
    return fault('TOO_OLD', `the signed time is ${String(Math.round(-ahead))} s old`)
  if (ahead > toleranceSeconds)
    return fault('TOO_FAR_AHEAD', `the signed time is ${String(Math.round(ahead))} s ahead`)
  return { valid: true }
}

const fault = (name: SignatureFault, detail: string): Verification => ({ valid: false, fault: name, detail })
