import { createPublicKey, type KeyObject } from 'node:crypto'

/** An RSA public key from PEM or from bare Base64 as consoles show it; undefined if it is not one. */
export function readPublicKey(text: string): KeyObject | undefined {
  const bare = text.includes('-----') ? undefined : Buffer.from(text.replace(/\s/g, ''), 'base64')
  try {
    const key = createPublicKey(bare ? { key: bare, format: 'der', type: 'spki' } : text)
    return key.asymmetricKeyType === 'rsa' ? key : undefined
  } catch {
    return undefined
  }
}
