import { verify, type KeyObject } from 'node:crypto'
import {
  parseSignatureHeader,
  secondsAhead,
  stringToSign,
  toleranceSeconds,
  type SignedParts,
} from '../platform/signing.js'

/** What is wrong between this server and the platform, in the doctor's words. */
export type Cause =
  | 'NOTHING'
  | 'NO_ANSWER'
  | 'NOT_THE_PLATFORM'
  | 'UNSIGNED'
  | 'WRONG_KEY'
  | 'SWAPPED_KEYS'
  | 'CHANGED_BODY'
  | 'CLOCK_SKEW'
  | 'PATH_OR_PREFIX'
  | 'CLIENT_ID'
  | 'PERCENT_ENCODING'
  | 'PLATFORM_SAYS'

export interface Finding {
  cause: Cause
  /** What was seen; never a key, a token or a body. */
  detail: string
  /** What to do about it. */
  remedy: string
}

export const finding = (cause: Cause, detail: string, remedy: string): Finding => ({ cause, detail, remedy })

export interface Suspect {
  /** Method, path, client id, time and body, as they arrived. */
  parts: SignedParts
  /** The `Signature` header as it arrived. */
  header: string | undefined
  /** Who must have signed it. */
  signer: 'merchant' | 'platform'
  /** The signer's public keys. */
  publicKeys: readonly KeyObject[]
  /** Public keys of the other side: one of them fits when keys were swapped. */
  otherSideKeys?: readonly KeyObject[]
  /** The client id as configured, where the header may hold another. */
  configuredClientId?: string
  nowMs: number
}

/**
 * Why a signature is refused: it is tried again with one thing changed at a time, and what makes it fit is what
 * was wrong. Where nothing does, it is the key.
 */
export function explainSignature(suspect: Suspect): Finding {
  const { parts, header, publicKeys, otherSideKeys = [], signer } = suspect
  if (header === undefined || header === '') {
    return finding(
      'UNSIGNED',
      'there is no Signature header',
      'See what stands between this server and the platform (a proxy, a firewall): it answers itself, or drops headers.',
    )
  }
  const fits = (signature: Buffer, signed: SignedParts, keys = publicKeys) =>
    keys.some((key) => verify('sha256', stringToSign(signed), key, signature))

  const parsed = parseSignatureHeader(header)
  if (parsed && fits(parsed.signature, parts)) return clockOf(suspect)
  const loose = looseSignatures(header)
  if (!parsed || loose.some((signature) => fits(signature, parts))) {
    return finding(
      'PERCENT_ENCODING',
      parsed ? 'the signature fits once its encoding is mended' : 'the signature= value is not readable',
      'Base64 first, then percent-encode once (encodeURIComponent): "+", "/" and "=" become %2B, %2F and %3D.',
    )
  }
  const signatures = [parsed.signature, ...loose]
  const fitsAny = (signed: SignedParts) => signatures.some((signature) => fits(signature, signed))

  if (signatures.some((signature) => fits(signature, parts, otherSideKeys))) return swapped(signer)
  const uri = otherUris(parts.uri).find((other) => fitsAny({ ...parts, uri: other }))
  if (uri !== undefined) {
    return finding(
      'PATH_OR_PREFIX',
      `it was signed for ${uri}, but came on ${parts.uri}`,
      'Let PLATFORM_URL hold exactly the prefix the platform signs, and keep proxies from rewriting the path.',
    )
  }
  const clientId = otherClientIds(parts.clientId, suspect.configuredClientId).find((other) =>
    fitsAny({ ...parts, clientId: other }),
  )
  if (clientId !== undefined) {
    return finding(
      'CLIENT_ID',
      'it was signed with another Client-Id than the header holds',
      'Use CLIENT_ID exactly as shown under Development Configuration, in the header and in what is signed.',
    )
  }
  const body = otherBodies(parts.body).find(({ text }) => fitsAny({ ...parts, body: text }))
  if (body) {
    return finding(
      'CHANGED_BODY',
      `the body was changed after it was signed: ${body.how}`,
      'Sign and send the same bytes: never parse and write the JSON again, and keep proxies from touching it.',
    )
  }
  // The configuration names one key for both sides: then one of them is in the wrong place.
  const isOneKey = publicKeys.some((key) => otherSideKeys.some((other) => other.equals(key)))
  return isOneKey ? swapped(signer, true) : wrongKey(signer)
}

function clockOf({ parts, nowMs }: Suspect): Finding {
  const ahead = secondsAhead(parts.time, nowMs)
  if (ahead === undefined) {
    return finding(
      'CLOCK_SKEW',
      'the signature fits, but its time is not ISO 8601 with an offset',
      'Send the time as 2026-11-20T04:00:00.000Z.',
    )
  }
  if (Math.abs(ahead) <= toleranceSeconds) return finding('NOTHING', 'the signature fits', 'Nothing to do.')
  return finding(
    'CLOCK_SKEW',
    `the signature fits, but its time is ${Math.abs(Math.round(ahead))} s ${ahead > 0 ? 'ahead of' : 'behind'} this machine's clock`,
    `Set this machine's clock (NTP): more than ${toleranceSeconds} s apart is refused.`,
  )
}

const swapped = (signer: Suspect['signer'], isOneKey = false): Finding =>
  signer === 'platform'
    ? finding(
        'SWAPPED_KEYS',
        isOneKey
          ? "PLATFORM_PUBLIC_KEY is the public half of the merchant's own key"
          : "the answer is signed with the key that is configured as the merchant's",
        'MERCHANT_PRIVATE_KEY is yours alone; PLATFORM_PUBLIC_KEY is the one the platform shows. Put each in its place.',
      )
    : finding(
        'SWAPPED_KEYS',
        "the request is signed with the key that is configured as the platform's",
        'Sign with your own private key, whose public half you uploaded, and verify with the one the platform shows.',
      )

const wrongKey = (signer: Suspect['signer']): Finding =>
  signer === 'platform'
    ? finding(
        'WRONG_KEY',
        'the signature fits none of the keys in PLATFORM_PUBLIC_KEY; no likely change of path, client id or body makes it fit',
        'Copy the platform public key anew from Development Configuration; while it changes, list both, comma separated.',
      )
    : finding(
        'WRONG_KEY',
        'the signature does not belong to MERCHANT_PRIVATE_KEY; no likely change of path, client id or body makes it fit',
        'Upload the public half of MERCHANT_PRIVATE_KEY under Development Configuration, and set KEY_VERSION to the version shown beside it.',
      )

// What people and proxies do to a signed request, one change at a time.

const knownPrefixes = ['', '/api/open', '/api', '/acl/api', '/miniprogram/api']

/** The same interface under other prefixes, with and without query and the slash at the end. */
function otherUris(uri: string): string[] {
  const path = uri.split('?')[0] ?? ''
  const bare = path.replace(/\/+$/, '').replaceAll(/\/{2,}/g, '/')
  const at = bare.search(/\/v\d+\//)
  const itself = at < 0 ? bare : bare.slice(at)
  const all = [path, bare, `${path}/`, ...knownPrefixes.map((prefix) => prefix + itself)]
  return unlike(uri, [...all, ...all.map((one) => `https://host${one}`), decoded(uri), path.toLowerCase()])
}

const otherClientIds = (clientId: string, configured?: string): string[] =>
  unlike(clientId, [
    ...(configured === undefined ? [] : [configured, configured.trim()]),
    clientId.trim(),
    clientId.toLowerCase(),
    clientId.toUpperCase(),
    '',
  ])

/** Bodies that the one at hand may have been before something touched it. */
function otherBodies(body: string | Uint8Array): { how: string; text: string }[] {
  const text = Buffer.from(body).toString('utf8')
  const ways: [how: string, other: string | undefined][] = [
    ['line ends were changed', text.replaceAll('\r\n', '\n')],
    ['line ends were changed', text.replaceAll('\n', '\r\n')],
    ['blanks at its end or start', text.trim()],
    ['a newline at its end', `${text}\n`],
    ['a byte order mark', text.replace(/^\uFEFF/, '')],
    ['the JSON was written anew, without blanks', rewritten(text)],
    ['the JSON was written anew, with two blanks', rewritten(text, 2)],
    ['the JSON was written anew, with four blanks', rewritten(text, 4)],
    ['the JSON was written anew, with blanks after : and ,', spaced(text)],
    ['its keys were sorted', sorted(text)],
    ['characters were escaped', escaped(text)],
    ['it was dropped', ''],
  ]
  return ways.flatMap(([how, other]) => (other === undefined || other === text ? [] : [{ how, text: other }]))
}

/** Signatures that a wrongly encoded header may mean: encoded twice, not at all, Base64URL, `+` turned into a blank. */
function looseSignatures(header: string): Buffer[] {
  const value = /signature\s*=\s*"?([^",]*)/i.exec(header)?.[1]?.trim() ?? ''
  const once = decoded(value)
  return [value, once, decoded(once)]
    .map((text) => text.replaceAll(' ', '+').replaceAll('-', '+').replaceAll('_', '/').replaceAll(/\s/g, ''))
    .filter((text) => /^[A-Za-z0-9+/]{40,}={0,2}$/.test(text))
    .map((text) => Buffer.from(text, 'base64'))
}

const unlike = (one: string, others: string[]): string[] =>
  [...new Set(others)].filter((other) => other !== one)

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const rewritten = (text: string, indent?: number): string | undefined => {
  const value = parsed(text)
  return value === undefined ? undefined : JSON.stringify(value, null, indent)
}

/** As Python's json.dumps writes it. */
const spaced = (text: string): string | undefined =>
  rewritten(text, 1)
    ?.replaceAll(/([[{])\n +/g, '$1')
    .replaceAll(/\n *([\]}])/g, '$1')
    .replaceAll(/,\n +/g, ', ')

function sorted(text: string): string | undefined {
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))))
}

const escaped = (text: string): string =>
  text.replaceAll(/[\u0080-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
