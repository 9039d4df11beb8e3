import { createHash, type KeyObject } from 'node:crypto'
import { headOfStringToSign, type SignedParts } from './string-to-sign.js'
import { isSignedBy } from './verify.js'

/** Why a signature was refused, for the request log. Holds no key, token or code: the body is a digest. */
export interface SignatureExplanation {
  expected: string
  remedy: string
}

/** Usual mistakes, each as the parts that a merchant making it would have signed. */
const mistakes: { remedy: string; as: (parts: SignedParts) => SignedParts }[] = [
  {
    remedy: 'The signed path lacks the prefix: sign the whole path of the URL, /api/open included.',
    as: (parts) => ({ ...parts, uri: parts.uri.replace(/^\/api\/open/, '') }),
  },
  {
    remedy: 'The query string was not signed: it belongs to the path.',
    as: (parts) => ({ ...parts, uri: parts.uri.replace(/\?.*$/, '') }),
  },
  {
    remedy: 'The body was signed without its last line end: sign exactly the bytes that you send.',
    as: (parts) => ({ ...parts, body: Buffer.from(parts.body.toString('utf8').trimEnd()) }),
  },
  {
    remedy: 'A line end was signed after the body, but not sent.',
    as: (parts) => ({ ...parts, body: Buffer.concat([parts.body, Buffer.from('\n')]) }),
  },
  {
    remedy: 'An empty body was signed: sign exactly the bytes that you send.',
    as: (parts) => ({ ...parts, body: Buffer.alloc(0) }),
  },
  {
    remedy: 'The body was serialised again after signing (blanks differ): send the signed bytes.',
    as: (parts) => ({ ...parts, body: reserialised(parts.body) }),
  },
]

const otherwise =
  'Compare the expected string with yours byte by byte: path with prefix, Client-Id, Request-Time as sent, ' +
  'body as sent. If they agree, the private key does not belong to the public key of this client.'

/** The string that was expected and, where it can be told, what the merchant signed instead. */
export function explainRefusal(key: KeyObject, parts: SignedParts, signature: string): SignatureExplanation {
  const mistake = mistakes.find(({ as }) => isSignedBy(key, as(parts), signature))
  const digest = createHash('sha256').update(parts.body).digest('hex')
  return {
    expected: `${headOfStringToSign(parts)}<body: ${parts.body.length} bytes, SHA-256 ${digest}>`,
    remedy: mistake?.remedy ?? otherwise,
  }
}

function reserialised(body: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(body.toString('utf8'))))
  } catch {
    return body
  }
}
