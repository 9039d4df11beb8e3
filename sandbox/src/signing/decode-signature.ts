/**
 * The signature's bytes, or undefined if it is not Base64 in any of the three forms that merchants send:
 * percent-encoded Base64 (what the samples show), plain Base64, Base64URL. A raw `+` stays a plus.
 */
export function decodeSignature(text: string): Buffer | undefined {
  const plain = percentDecoded(text)?.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (plain === undefined || plain === '' || !/^[A-Za-z0-9+/]+$/.test(plain)) return undefined
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
