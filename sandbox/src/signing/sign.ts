import { sign, type KeyObject } from 'node:crypto'
import { bytesToSign, type SignedParts } from './string-to-sign.js'

/** The whole `Signature` header over these parts, its Base64 value percent-encoded. */
export function signatureHeader(privateKey: KeyObject, parts: SignedParts, keyVersion: number): string {
  const signature = sign('RSA-SHA256', bytesToSign(parts), privateKey).toString('base64')
  return `algorithm=RSA256, keyVersion=${keyVersion}, signature=${encodeURIComponent(signature)}`
}
