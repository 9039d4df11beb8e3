import { createPublicKey, generateKeyPair, type KeyObject, createPrivateKey } from 'node:crypto'
import { promisify } from 'node:util'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

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
const publicKeyOf = (privateKey: string): string => pem(createPublicKey(privateKey), 'spki')

/**
 * The keys kept in `folder`, made there at first start: a merchant's configuration then survives a
 * restart, and the start is faster. Throws if a file in the folder does not hold such keys.
 */
export async function storedKeys(folder: string): Promise<SandboxKeys> {
  const file = join(folder, 'keys.json')
  const text = await readFile(file, 'utf8').catch(ignoreMissing)
  if (text !== undefined) return readKeys(text, file)
  const keys = await generateKeys()
  await mkdir(folder, { recursive: true })
  const written = { merchant: keys.merchant.privateKey, platform: keys.platform.privateKey }
  await writeWhole(file, JSON.stringify(written, null, 2))
  return keys
}

/** Written beside and renamed: a start that is cut short leaves no half file behind. @default for its owner alone */
export async function writeWhole(file: string, text: string, mode = 0o600): Promise<void> {
  await writeFile(`${file}.new`, text, { mode })
  await rename(`${file}.new`, file)
}

export function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}

function readKeys(text: string, file: string): SandboxKeys {
  try {
    const { merchant, platform } = JSON.parse(text) as { merchant: string; platform: string }
    return {
      merchant: { privateKey: merchant, publicKey: publicKeyOf(merchant) },
      platform: { privateKey: platform, publicKey: publicKeyOf(platform) },
    }
  } catch (cause) {
    throw new Error(`${file} does not hold the sandbox's keys: remove it and new ones are made.`, { cause })
  }
}

interface PlatformKey {
  keyVersion: number
  privateKey: KeyObject
  /** PEM, SPKI. */
  publicKey: string
}

/** The platform's keys: the newest signs, older ones are still told, so that a merchant can change over. */
export class PlatformKeys {
  private readonly keys: PlatformKey[] = []

  constructor(first: KeyPair) {
    this.add(first)
  }

  add({ privateKey, publicKey }: KeyPair): PlatformKey {
    const key = { keyVersion: this.keys.length + 1, privateKey: createPrivateKey(privateKey), publicKey }
    this.keys.push(key)
    return key
  }

  newest(): PlatformKey {
    const key = this.keys.at(-1)
    if (!key) throw new Error('The sandbox has no platform key.')
    return key
  }

  /** Oldest first. */
  list(): readonly PlatformKey[] {
    return this.keys
  }
}

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
