import { constants, createHash, verify, type KeyObject } from 'node:crypto'
import { decodeSignature, signedDigest, bytesToSign, type SignedParts } from './signing.js'

/** A signature that was refused, and what else is known here. */
interface RefusedSignature {
  /** The key that it should fit. */
  key: KeyObject
  parts: SignedParts
  /** As it stood in the header. */
  signature: string
  /** Host header of the request. */
  host: string
  /** Keys that it may have been made with by mistake, each with its name. */
  otherKeys: readonly { name: string; key: KeyObject }[]
}

/** For the request log. Holds no key, token or code. */
interface SignatureExplanation {
  /** What is different from what was expected, as far as it can be told. */
  differs: string
  /** How to mend it. */
  remedy: string
}

/** Opens the signature with the public key: so a wrong key and a wrong text can be told apart. */
export function explainRefusal(refused: RefusedSignature): SignatureExplanation {
  const bytes = decodeSignature(refused.signature)
  if (!bytes) return undecodable(refused.signature)
  const own = signedDigest(refused.key, bytes)
  if (!own) return otherKey(refused, bytes)
  if (own.hash !== 'SHA-256') {
    return {
      differs: `It was made with ${own.hash}, not with SHA-256.`,
      remedy: 'Sign with SHA256withRSA (RSA, PKCS#1 v1.5).',
    }
  }
  return otherText(refused, own.digest)
}

const undecodable = (signature: string): SignatureExplanation => ({
  differs: 'The value after signature= is not Base64.',
  remedy: /\s/.test(signature)
    ? 'A plus of the Base64 became a blank on the way: percent-encode the Base64.'
    : 'Send the Base64 of the signature, percent-encoded (+ as %2B, / as %2F, = as %3D).',
})

function otherKey({ key, parts, otherKeys }: RefusedSignature, bytes: Buffer): SignatureExplanation {
  const length = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8
  if (bytes.length !== length) {
    return {
      differs: `The signature has ${bytes.length} bytes; this key makes ${length}.`,
      remedy: 'Send the whole signature, made with the private key of this client.',
    }
  }
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING }
  if (verify('sha256', bytesToSign(parts), pss, bytes)) {
    return { differs: 'It was made with RSA-PSS.', remedy: 'Use the padding PKCS#1 v1.5: SHA256withRSA.' }
  }
  const maker = otherKeys.find((other) => signedDigest(other.key, bytes))
  if (maker) {
    return {
      differs: `It was made with the private key of ${maker.name}.`,
      remedy: 'Name the keyVersion of the key that you sign with, and sign with the key of this client.',
    }
  }
  return {
    differs: 'No key that is known here made it, or it was changed on the way.',
    remedy: 'The private key does not belong to the public key of this client: compare the pair.',
  }
}

function otherText({ parts, host }: RefusedSignature, digest: string): SignatureExplanation {
  const mistake = mistakes.find(({ signed }) => signed(parts, host).some((text) => sha256(text) === digest))
  const expected = sha256(bytesToSign(parts))
  return {
    differs: `The key is the right one, the text is not: SHA-256 ${digest} was signed, expected is ${expected}.`,
    remedy:
      mistake?.remedy ??
      'Compare the expected string with yours byte by byte: path with prefix, Client-Id, Request-Time as sent, ' +
        'body as sent.',
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** A usual mistake: what was signed by whoever makes it, and how to mend it. */
interface Mistake {
  remedy: string
  signed: (parts: SignedParts, host: string) => readonly Buffer[]
}

const withUri = (uri: (parts: SignedParts) => string): Mistake['signed'] => {
  return (parts) => [bytesToSign({ ...parts, uri: uri(parts) })]
}
const withBody = (...bodies: ((text: string) => string | Buffer)[]): Mistake['signed'] => {
  return (parts) =>
    bodies.map((of) => bytesToSign({ ...parts, body: Buffer.from(of(parts.body.toString())) }))
}

const mistakes: readonly Mistake[] = [
  {
    remedy: 'The signed path lacks the prefix: sign the whole path of the URL, /api/open included.',
    signed: withUri(({ uri }) => uri.replace(/^\/api\/open/, '')),
  },
  {
    remedy: 'The whole URL was signed: sign its path alone, without scheme and host.',
    signed: ({ uri, ...parts }, host) =>
      ['http', 'https'].map((scheme) => bytesToSign({ ...parts, uri: `${scheme}://${host}${uri}` })),
  },
  {
    remedy: 'The query string was not signed: it belongs to the path.',
    signed: withUri(({ uri }) => uri.replace(/\?.*$/, '')),
  },
  {
    remedy: 'Request-Time was signed in another form than it was sent: sign the text of the header.',
    signed: (parts) => sameTimes(parts.time).map((time) => bytesToSign({ ...parts, time })),
  },
  {
    remedy: 'A carriage return was signed after the path: the line ends with a line feed alone.',
    signed: (parts) => [Buffer.from(bytesToSign(parts).toString('latin1').replace('\n', '\r\n'), 'latin1')],
  },
  {
    remedy: 'The body was signed without its last line end: sign exactly the bytes that you send.',
    signed: withBody((text) => text.trimEnd()),
  },
  {
    remedy: 'A line end was signed after the body, but not sent.',
    signed: withBody((text) => `${text}\n`),
  },
  {
    remedy: 'An empty body was signed: sign exactly the bytes that you send.',
    signed: withBody(() => ''),
  },
  {
    remedy: 'The body was serialised again after signing (blanks differ): send the signed bytes.',
    signed: withBody(
      (text) => serialised(text),
      (text) => serialised(text, 2),
      // Python’s json.dumps.
      (text) =>
        serialised(text, 1)
          .replace(/\n\s*/g, ' ')
          .replace(/([{[]) | ([\]}])/g, '$1$2'),
    ),
  },
  {
    remedy: 'Line ends in the body were changed between signing and sending (CRLF and LF).',
    signed: withBody(
      (text) => text.replaceAll('\r\n', '\n'),
      (text) => text.replace(/\r?\n/g, '\r\n'),
    ),
  },
  {
    remedy: 'Characters outside ASCII were escaped or written in another charset when signing: sign UTF-8.',
    signed: withBody(
      (text) => Buffer.from(text, 'latin1'),
      (text) => text.replace(/[^\0-\x7f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
  },
]

function serialised(text: string, indent?: number): string {
  try {
    return JSON.stringify(JSON.parse(text), null, indent)
  } catch {
    return text
  }
}

/** The same moment in the forms that programs write it. */
function sameTimes(text: string): string[] {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) return []
  const utc = new Date(ms).toISOString()
  return [utc, utc.replace(/\.\d+Z$/, 'Z'), utc.replace(/\.\d+Z$/, '+00:00'), String(ms)]
}
