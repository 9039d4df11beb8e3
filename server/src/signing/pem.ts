import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { KeyFormatError } from '../sdk-error.js'

type Kind = 'private' | 'public'

/** RSA private key from PEM or bare Base64, PKCS#8 or PKCS#1. Throws KeyFormatError naming `name`, never the key. */
export const readPrivateKey = (text: string, name: string): KeyObject => readKey(text, name, 'private')

/** RSA public key from PEM or bare Base64, SPKI or PKCS#1. Throws KeyFormatError naming `name`, never the key. */
export const readPublicKey = (text: string, name: string): KeyObject => readKey(text, name, 'public')

function readKey(text: string, name: string, kind: Kind): KeyObject {
  const der = derOf(text, name)
  // Node takes a private key for a public one without a word, so what it is comes before what it should be.
  const isPrivate = parse(der, 'private') !== undefined
  if (isPrivate !== (kind === 'private') && parse(der, other(kind)))
    throw new KeyFormatError(wrongKind(name, kind))
  const key = parse(der, kind)
  if (!key) throw new KeyFormatError(unreadable(name, kind))
  if (key.asymmetricKeyType !== 'rsa') {
    throw new KeyFormatError(`${name} is a ${String(key.asymmetricKeyType)} key; the platform takes RSA only`)
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < 2048)
    throw new KeyFormatError(`${name} has ${String(bits)} bits; the platform demands at least 2048`)
  return key
}

/**
 * A key pasted from a console or a chat arrives with blanks (also invisible ones), quotes, dashes made longer,
 * broken lines or `\n` spelt out.
 */
function derOf(text: string, name: string): Buffer {
  if (text.includes('ENCRYPTED')) {
    throw new KeyFormatError(
      `${name} is protected by a pass phrase; give it without (openssl pkey -in … -out …)`,
    )
  }
  const base64 = text
    .replace(/[-\u2010-\u2015]+ ?(BEGIN|END)[A-Z ]*[-\u2010-\u2015]+/g, '')
    .replace(/\\[nr]|\s|[\u200b-\u200d\u2060"'`\u201c\u201d]/g, '')
  if (base64 === '') throw new KeyFormatError(`${name} is empty`)
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw new KeyFormatError(`${name} is neither PEM nor Base64: it holds characters that belong to neither`)
  }
  return Buffer.from(base64, 'base64')
}

function parse(der: Buffer, kind: Kind): KeyObject | undefined {
  const types = kind === 'private' ? (['pkcs8', 'pkcs1'] as const) : (['spki', 'pkcs1'] as const)
  for (const type of types) {
    try {
      return kind === 'private'
        ? createPrivateKey({ key: der, format: 'der', type: type as 'pkcs8' | 'pkcs1' })
        : createPublicKey({ key: der, format: 'der', type: type as 'spki' | 'pkcs1' })
    } catch {
      // The next form may fit; if none does, the caller says so.
    }
  }
  return undefined
}

const other = (kind: Kind): Kind => (kind === 'private' ? 'public' : 'private')

const wrongKind = (name: string, kind: Kind) =>
  kind === 'private'
    ? `${name} is a public key: give the private key you made, whose public half you uploaded`
    : `${name} is a private key: give the public key the platform shows under Development Configuration`

const unreadable = (name: string, kind: Kind) =>
  `${name} is not a readable RSA ${kind} key: part of it may be missing (${
    kind === 'private' ? 'PKCS#8 or PKCS#1' : 'SPKI or PKCS#1'
  }, PEM or bare Base64)`
