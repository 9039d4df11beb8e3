import { verify, type KeyObject } from 'node:crypto'
import { decodeSignature } from './decode-signature.js'
import { bytesToSign, type SignedParts } from './string-to-sign.js'

/** True only if `signature` (as it stood in the header) is SHA256withRSA over exactly these parts. */
export function isSignedBy(
  publicKey: KeyObject,
  parts: SignedParts,
  signature: string,
  encodings: 'any' | 'percent-encoded' = 'any',
): boolean {
  const bytes = decodeSignature(signature, encodings)
  return bytes !== undefined && verify('RSA-SHA256', bytesToSign(parts), publicKey, bytes)
}
