import { sign, type KeyObject } from 'node:crypto'
import { formatSignatureHeader } from './signature-header.js'
import { stringToSign, type SignedParts } from './string-to-sign.js'

export interface SigningKey {
  privateKey: KeyObject
  /** The key version the platform shows beside the uploaded public key. */
  keyVersion: string
}

/** The value of the `Signature` header: SHA256withRSA (PKCS#1 v1.5). */
export function signParts(parts: SignedParts, { privateKey, keyVersion }: SigningKey): string {
  return formatSignatureHeader(sign('sha256', stringToSign(parts), privateKey), keyVersion)
}
