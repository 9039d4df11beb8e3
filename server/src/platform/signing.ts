import { sign, verify, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { isoTime } from '../runtime.js'

/** What a signature covers. The same form for a request and for the answer to it. */
export interface SignedParts {
  /** @default 'POST': the platform knows no other method. */
  method?: string
  /** Path with prefix and query, without scheme and host, e.g. `/api/open/v2/miniprogram/message/send`. */
  uri: string
  clientId: string
  /** The text of `Request-Time` or `Response-Time`, exactly as in the header. */
  time: string
  /** The body exactly as sent: re-serialised JSON has another signature. */
  body: string | Uint8Array
}

/**
 * `<method> <uri>\n<client id>.<time>.<body>` in UTF-8, with no newline at the end.
 * @see https://docs.rebellapp.com/openapis/message-transmission-security/call-api (sibling of AIMPDP's page)
 */
export function stringToSign({ method = 'POST', uri, clientId, time, body }: SignedParts): Buffer {
  return Buffer.concat([Buffer.from(`${method} ${uri}\n${clientId}.${time}.`, 'utf8'), Buffer.from(body)])
}

export interface SigningKey {
  privateKey: KeyObject
  /** The key version the platform shows beside the uploaded public key. */
  keyVersion: string
}

/** What the requests of an app are signed with, and whose answers are believed. */
export interface Credentials {
  clientId: string
  /** Newest first: the others sign while the platform does not know the first (yet). */
  signingKeys: readonly [SigningKey, ...SigningKey[]]
  /** Two while one replaces the other. */
  platformPublicKeys: readonly KeyObject[]
}

/** The value of the `Signature` header: SHA256withRSA (PKCS#1 v1.5). */
export function signParts(parts: SignedParts, { privateKey, keyVersion }: SigningKey): string {
  return formatSignatureHeader(sign('sha256', stringToSign(parts), privateKey), keyVersion)
}

export interface SignedRequest {
  url: string
  /** Path with the base's prefix: what is signed. */
  uri: string
  headers: Record<string, string>
  body: string
}

/** Path with the base's prefix: what is signed. */
export const uriOf = (base: URL, path: string): string =>
  (base.pathname === '/' ? '' : base.pathname.replace(/\/+$/, '')) + path

/** An RSA signature takes about a millisecond: on a thread of libuv's pool, so that nothing here waits for it. */
const signBeside: (algorithm: string, data: Buffer, key: KeyObject) => Promise<Buffer> = promisify(sign)

/** Joins base and path, and signs what will be sent, byte for byte. */
export async function signedRequest(
  base: URL,
  path: string,
  body: string,
  { clientId, key, now }: { clientId: string; key: SigningKey; now: number },
): Promise<SignedRequest> {
  const uri = uriOf(base, path)
  const time = isoTime(now)
  const signature = await signBeside('sha256', stringToSign({ uri, clientId, time, body }), key.privateKey)
  return {
    url: base.origin + uri,
    uri,
    body,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': clientId,
      'request-time': time,
      signature: formatSignatureHeader(signature, key.keyVersion),
    },
  }
}

export type SignatureFault =
  'MISSING' | 'UNREADABLE' | 'UNKNOWN_ALGORITHM' | 'TIME_UNREADABLE' | 'TOO_OLD' | 'TOO_FAR_AHEAD' | 'WRONG'

export type Verification = { valid: true } | { valid: false; fault: SignatureFault; detail: string }

interface Verifying {
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

/**
 * How far a signed time may lie from our clock, in either direction. AIMPDP's pages give no figure; five
 * minutes is what a sibling of it (Rebell) demands.
 */
export const toleranceSeconds = 300

/** ISO 8601 with offset, or milliseconds since 1970, which siblings of the platform send. */
export function parseSignedTime(text: string): number | undefined {
  const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/
  const ms = /^\d{13}$/.test(text) ? Number(text) : iso.test(text) ? Date.parse(text) : NaN
  return Number.isFinite(ms) ? ms : undefined
}

/** Seconds by which the signed time is ahead of our clock; negative when it is behind. */
export function secondsAhead(text: string, nowMs: number): number | undefined {
  const ms = parseSignedTime(text)
  return ms === undefined ? undefined : (ms - nowMs) / 1000
}

interface SignatureHeader {
  /** Upper case, e.g. `RSA256`. */
  algorithm: string
  /** Absent: the newest key of the client id. */
  keyVersion?: string
  /** Decoded bytes. */
  signature: Buffer
}

/** `algorithm=RSA256, keyVersion=1, signature=<percent-encoded Base64>` */
export function formatSignatureHeader(signature: Buffer, keyVersion: string): string {
  const value = encodeURIComponent(signature.toString('base64'))
  return `algorithm=RSA256, keyVersion=${keyVersion}, signature=${value}`
}

/** Reads a `Signature` header; `undefined` when it can't be read, never a guess. */
export function parseSignatureHeader(header: string): SignatureHeader | undefined {
  const fields = new Map<string, string>()
  for (const part of header.split(',')) {
    // The value may hold `=` itself (Base64 padding): only the first one separates.
    const at = part.indexOf('=')
    if (at < 1) return undefined
    const name = part.slice(0, at).trim().toLowerCase()
    if (fields.has(name)) return undefined
    fields.set(name, part.slice(at + 1).trim())
  }
  const signature = decodeSignature(fields.get('signature') ?? '')
  if (!signature) return undefined
  const keyVersion = fields.get('keyversion')
  return {
    algorithm: (fields.get('algorithm') ?? 'RSA256').toUpperCase(),
    ...(keyVersion === undefined ? {} : { keyVersion }),
    signature,
  }
}

/** Percent-encoded or plain Base64: siblings of the platform's documents show both. */
function decodeSignature(value: string): Buffer | undefined {
  let base64
  try {
    // Not a form decode: a raw `+` is a character of Base64 here, not a blank.
    base64 = decodeURIComponent(value)
  } catch {
    return undefined
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined
  const signature = Buffer.from(base64, 'base64')
  // One character of Base64 alone is no byte.
  return signature.length === 0 ? undefined : signature
}

/** Times are monotonic. After this long the key that should be used is tried again. */
const tryAgainMs = 5 * 60_000

/** Verified refusals of a signature; nothing was done, so the request may be signed with another key. */
const refusals = ['KEY_NOT_FOUND', 'SIGNATURE_INVALID', 'INVALID_SIGNATURE']

/**
 * The merchant's keys, newest first. While the platform does not know the newest yet, or no longer knows an old
 * one, the other one signs: so a key can change without a refused request.
 */
export class SigningKeys {
  readonly #keys: readonly [SigningKey, ...SigningKey[]]
  #current = 0
  #changedAt = 0

  constructor(keys: readonly [SigningKey, ...SigningKey[]]) {
    this.#keys = keys
  }

  current(now: number): SigningKey {
    if (now - this.#changedAt > tryAgainMs) this.#current = 0
    return this.#keys[this.#current] ?? this.#keys[0]
  }

  /** True when the code refuses `used` and another key is there to sign with. */
  moveOn(code: string, used: SigningKey, now: number): boolean {
    if (!refusals.includes(code)) return false
    const next = this.#keys.indexOf(used) + 1
    if (next >= this.#keys.length) return false
    this.#current = next
    this.#changedAt = now
    return true
  }
}
