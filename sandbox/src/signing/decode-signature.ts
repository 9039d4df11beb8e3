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
