import { createPublicKey, type KeyObject } from 'node:crypto'
import Type, { type Static } from 'typebox'
import type { Credentials, SigningKey } from '../platform/signing.js'
import { list, readPrivateKey, readPublicKey, secretFile, wholeNumber, type Sources } from './environment.js'

const text = Type.String({ minLength: 1 })

/** A value as it is, or where it stands. */
export const given = Type.Union([
  text,
  Type.Object({ env: text }, { additionalProperties: false }),
  Type.Object({ file: text }, { additionalProperties: false }),
])

/** What an app of APPS_FILE may have of its own, in place of CLIENT_ID, KEY_VERSION and the keys of the environment. */
export const appCredentialFields = {
  clientId: Type.Optional(given),
  keyVersion: Type.Optional(given),
  merchantPrivateKey: Type.Optional(given),
  platformPublicKey: Type.Optional(given),
}

type Field = keyof typeof appCredentialFields
type Given = { [Name in Field]?: Static<typeof given> | undefined }

/** What an app has of its own, read. */
export interface OwnCredentials {
  clientId?: string
  keyVersions?: string[]
  privateKeys?: KeyObject[]
  platformPublicKeys?: KeyObject[]
}

/** Undefined where the app has nothing of its own. @throws Error naming field and place, never a secret */
export function readOwnCredentials(app: Given, sources: Sources): OwnCredentials | undefined {
  const read = <T>(field: Field, parse: (value: string, name: string) => T): T | undefined => {
    const from = app[field]
    return from === undefined ? undefined : parse(...valueOf(field, from, sources))
  }
  const clientId = read('clientId', (value) => value.trim())
  const keyVersions = read('keyVersion', (value, name) => list(value).map((one) => versionOf(one, name)))
  const privateKeys = read('merchantPrivateKey', (value, name) =>
    list(value).map((one) => readPrivateKey(one, name)),
  )
  const platformPublicKeys = read('platformPublicKey', (value, name) =>
    list(value).map((one) => readPublicKey(one, name)),
  )
  const own = {
    ...(clientId !== undefined && { clientId }),
    ...(keyVersions && { keyVersions }),
    ...(privateKeys && { privateKeys }),
    ...(platformPublicKeys && { platformPublicKeys }),
  }
  return Object.keys(own).length > 0 ? own : undefined
}

/** The text, and what an error calls it. */
export function valueOf(
  field: string,
  from: Static<typeof given>,
  { variables, read }: Sources,
): [value: string, name: string] {
  if (typeof from === 'string') return [from, field]
  if ('file' in from) {
    const name = `${field} (file ${from.file})`
    return [secretFile(from.file, name, read), name]
  }
  const name = `${field} (variable ${from.env})`
  const value = variables[from.env]
  if (value === undefined || value === '') throw new Error(`${name} is not set`)
  return [value, name]
}

function versionOf(value: string, name: string): string {
  try {
    return String(wholeNumber(value))
  } catch (error) {
    throw new Error(`${name} ${(error as Error).message}`, { cause: error })
  }
}

/** Those of the environment. */
export interface DefaultCredentials {
  CLIENT_ID: string
  KEY_VERSION: readonly string[]
  MERCHANT_PRIVATE_KEY: readonly KeyObject[]
  PLATFORM_PUBLIC_KEY: readonly KeyObject[]
}

/** Which of its four an app takes from the environment. */
const parts = (config: DefaultCredentials, own: OwnCredentials) => ({
  clientId: own.clientId ?? config.CLIENT_ID,
  privateKeys: own.privateKeys ?? config.MERCHANT_PRIVATE_KEY,
  // A version belongs to a key: those of the environment say nothing about an app's own.
  keyVersions: own.keyVersions ?? (own.privateKeys ? ['1'] : config.KEY_VERSION),
  platformPublicKeys: own.platformPublicKeys ?? config.PLATFORM_PUBLIC_KEY,
})

/** What is wrong only together: counts, and keys in the wrong place. */
export function credentialProblems(config: DefaultCredentials, own: OwnCredentials = {}): string[] {
  const { privateKeys, keyVersions, platformPublicKeys } = parts(config, own)
  const [ofMerchant, ofPlatform, ofVersion] = [
    own.privateKeys ? 'merchantPrivateKey' : 'MERCHANT_PRIVATE_KEY',
    own.platformPublicKeys ? 'platformPublicKey' : 'PLATFORM_PUBLIC_KEY',
    (own.keyVersions ?? own.privateKeys) ? 'keyVersion' : 'KEY_VERSION',
  ]
  const problems: string[] = []
  if (privateKeys.length === 0) problems.push(`${ofMerchant} must hold at least one key`)
  if (platformPublicKeys.length === 0) problems.push(`${ofPlatform} must hold at least one key`)
  if (privateKeys.length !== keyVersions.length) {
    problems.push(
      `${ofVersion} names ${keyVersions.length}, ${ofMerchant} holds ${privateKeys.length}: each key has its version, in the same order`,
    )
  }
  const ownPublic = privateKeys.map((key) => createPublicKey(key))
  if (platformPublicKeys.some((key) => ownPublic.some((own) => own.equals(key)))) {
    problems.push(
      `${ofPlatform} is the public half of ${ofMerchant}: give the key the platform shows under Development Configuration instead`,
    )
  }
  return problems
}

/** What is signed with and believed; undefined where there is no key to sign with. */
export function credentialsOf(config: DefaultCredentials, own: OwnCredentials = {}): Credentials | undefined {
  const { clientId, privateKeys, keyVersions, platformPublicKeys } = parts(config, own)
  const keys = privateKeys.map((privateKey, index): SigningKey => ({
    privateKey,
    keyVersion: keyVersions[index] ?? '1',
  }))
  const [first, ...others] = keys
  return first && { clientId, signingKeys: [first, ...others], platformPublicKeys }
}
