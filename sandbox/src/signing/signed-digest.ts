import { constants, publicDecrypt, type KeyObject } from 'node:crypto'

/** What an RSA signature says when it is opened with the public key: the hash, and over which text. */
export interface SignedDigest {
  hash: string
  /** Hexadecimal. */
  digest: string
}

// The DER that stands before the digest, RFC 8017, 9.2.
const hashes: Readonly<Record<string, string>> = {
  '3031300d060960864801650304020105000420': 'SHA-256',
  '3021300906052b0e03021a05000414': 'SHA-1',
  '3041300d060960864801650304020205000430': 'SHA-384',
  '3051300d060960864801650304020305000440': 'SHA-512',
  '3020300c06082a864886f70d020505000410': 'MD5',
}

/** Undefined if it was not made with the private half of this key, or was changed on the way. */
export function signedDigest(publicKey: KeyObject, signature: Buffer): SignedDigest | undefined {
  const opened = open(publicKey, signature)
  const head = opened && Object.keys(hashes).find((one) => opened.startsWith(one))
  if (opened === undefined || head === undefined) return undefined
  return { hash: hashes[head] ?? '', digest: opened.slice(head.length) }
}

function open(key: KeyObject, signature: Buffer): string | undefined {
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).toString('hex')
  } catch {
    return undefined
  }
}
