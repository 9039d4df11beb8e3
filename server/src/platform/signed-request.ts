import { isoTime } from '../clock.js'
import { signParts, type SigningKey } from '../signing/sign.js'

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

/** Joins base and path, and signs what will be sent, byte for byte. */
export function signedRequest(
  base: URL,
  path: string,
  body: string,
  { clientId, key, now }: { clientId: string; key: SigningKey; now: number },
): SignedRequest {
  const uri = uriOf(base, path)
  const time = isoTime(now)
  return {
    url: base.origin + uri,
    uri,
    body,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': clientId,
      'request-time': time,
      signature: signParts({ uri, clientId, time, body }, key),
    },
  }
}
