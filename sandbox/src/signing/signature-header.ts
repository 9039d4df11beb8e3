/** The parts of `algorithm=RSA256, keyVersion=1, signature=…`; the blank after a comma may be missing. */
export interface SignatureHeader {
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
