import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

/** PEM texts: private keys PKCS#8, public keys SPKI. */
export interface KeyPair {
  privateKey: string
  publicKey: string
}

/** The merchant's pair is made here too: it saves a newcomer the key exchange of the real console. */
export interface SandboxKeys {
  merchant: KeyPair
  platform: KeyPair
}

const generate = promisify(generateKeyPair)

/** Two new RSA pairs of 2048 bits. */
export async function generateKeys(): Promise<SandboxKeys> {
  const [merchant, platform] = await Promise.all([generatePair(), generatePair()])
  return { merchant, platform }
}

export async function generatePair(): Promise<KeyPair> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength: 2048 })
  return { privateKey: pem(privateKey, 'pkcs8'), publicKey: pem(publicKey, 'spki') }
}

const pem = (key: KeyObject, type: 'pkcs8' | 'spki'): string => key.export({ format: 'pem', type }).toString()

/** The public half of a private key, for keys that were read back from a file. */
export const publicKeyOf = (privateKey: string): string => pem(createPublicKey(privateKey), 'spki')
