import { constants, publicDecrypt, type KeyObject, sign, verify } from 'node:crypto'

/** What a signature covers. `uri` is path and query as they stood on the wire, prefix included. */
export interface SignedParts {
  uri: string
  clientId: string
  /** The header's text as it was, never a parsed and reprinted time. */
  time: string
  body: Buffer
}

/** Everything of the string to sign that stands before the body. Requests and answers share the form. */
export const headOfStringToSign = ({ uri, clientId, time }: Omit<SignedParts, 'body'>): string =>
  `POST ${uri}\n${clientId}.${time}.`

/** Header bytes arrive as latin1 in Node, so they go back the same way; the body is taken byte by byte. */
export const bytesToSign = (parts: SignedParts): Buffer =>
  Buffer.concat([Buffer.from(headOfStringToSign(parts), 'latin1'), parts.body])

/**
 * The signature's bytes, or undefined if it is not Base64 in any of the three forms that merchants send:
 * percent-encoded Base64 (what the samples show), plain Base64, Base64URL. A raw `+` stays a plus.
 */
export function decodeSignature(
  text: string,
  encodings: 'any' | 'percent-encoded' = 'any',
): Buffer | undefined {
  if (encodings === 'percent-encoded' && !/^([A-Za-z0-9]|%2[BbFf]|%3[Dd])+$/.test(text)) return undefined
  const decoded = percentDecoded(text)?.replace(/={1,2}$/, '')
  // One alphabet or the other: a mixture is a signature that somebody changed.
  if (decoded === undefined || !/^([A-Za-z0-9+/]+|[A-Za-z0-9_-]+)$/.test(decoded)) return undefined
  const plain = decoded.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = Buffer.from(plain, 'base64')
  // Base64 leaves spare bits in its last character: without this check two texts mean one signature.
  return bytes.toString('base64').replace(/=+$/, '') === plain ? bytes : undefined
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** The parts of `algorithm=RSA256, keyVersion=1, signature=…`; the blank after a comma may be missing. */
interface SignatureHeader {
  /** Upper case; RSA256 if the header names none. */
  algorithm: string
  /** Undefined means the client's newest key. */
  keyVersion: string | undefined
  signature: string
}

/** Undefined if there is no `signature=` in it. Names are read case-insensitively, first `=` splits. */
export function parseSignatureHeader(header: string): SignatureHeader | undefined {
  const values = new Map<string, string>()
  for (const part of header.split(',')) {
    const equals = part.indexOf('=')
    if (equals < 0) continue
    values.set(part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim())
  }
  const signature = values.get('signature')
  if (signature === undefined || signature === '') return undefined
  return {
    algorithm: (values.get('algorithm') ?? 'RSA256').toUpperCase(),
    keyVersion: values.get('keyversion'),
    signature,
  }
}

/** What an RSA signature says when it is opened with the public key: the hash, and over which text. */
interface SignedDigest {
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

/** The whole `Signature` header over these parts, its Base64 value percent-encoded. */
export function signatureHeader(privateKey: KeyObject, parts: SignedParts, keyVersion: number): string {
  const signature = sign('RSA-SHA256', bytesToSign(parts), privateKey).toString('base64')
  return `algorithm=RSA256, keyVersion=${keyVersion}, signature=${encodeURIComponent(signature)}`
}

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
