export interface SignatureHeader {
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
