import { verify, type KeyObject } from 'node:crypto'
import { secondsAhead, toleranceSeconds } from '../signing/freshness.js'
import { parseSignatureHeader } from '../signing/signature-header.js'
import { stringToSign, type SignedParts } from '../signing/string-to-sign.js'
import { looseSignatures, otherBodies, otherClientIds, otherUris } from './other-readings.js'
import { finding, type Finding } from './finding.js'

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
        'the signature fits none of the keys in PLATFORM_PUBLIC_KEY, nor does any likely change of path, client id or body make it fit',
        'Copy the platform public key anew from Development Configuration; while it changes, list both, comma separated.',
      )
    : finding(
        'WRONG_KEY',
        'the signature does not belong to MERCHANT_PRIVATE_KEY, nor does any likely change of path, client id or body make it fit',
        'Upload the public half of MERCHANT_PRIVATE_KEY under Development Configuration, and set KEY_VERSION to the version shown beside it.',
      )
