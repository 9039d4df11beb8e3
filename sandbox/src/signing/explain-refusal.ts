import { constants, createHash, verify, type KeyObject } from 'node:crypto'
import { decodeSignature } from './decode-signature.js'
import { mistakes } from './mistakes.js'
import { signedDigest } from './signed-digest.js'
import { bytesToSign, type SignedParts } from './string-to-sign.js'

/** A signature that was refused, and what else is known here. */
export interface RefusedSignature {
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
export interface SignatureExplanation {
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
