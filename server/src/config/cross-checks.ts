import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Config } from './read-config.js'

type Checked = Pick<
  Config,
  | 'MERCHANT_PRIVATE_KEY'
  | 'KEY_VERSION'
  | 'PLATFORM_PUBLIC_KEY'
  | 'PLATFORM_TIMEOUT_MS'
  | 'PLATFORM_TOTAL_TIMEOUT_MS'
>

/** What is wrong only together with another setting. */
export function crossChecks(config: Checked): string[] {
  const { MERCHANT_PRIVATE_KEY: own, KEY_VERSION: versions, PLATFORM_PUBLIC_KEY: platform } = config
  const problems: string[] = []
  if (own.length === 0) problems.push('MERCHANT_PRIVATE_KEY must hold at least one key')
  if (platform.length === 0) problems.push('PLATFORM_PUBLIC_KEY must hold at least one key')
  if (own.length !== versions.length) {
    problems.push(
      `KEY_VERSION names ${versions.length}, MERCHANT_PRIVATE_KEY holds ${own.length}: each key has its version, in the same order`,
    )
  }
  const ownPublic = own.map((key) => spki(createPublicKey(key)))
  if (platform.some((key) => ownPublic.includes(spki(key)))) {
    problems.push(
      'PLATFORM_PUBLIC_KEY is the public half of MERCHANT_PRIVATE_KEY: give the key the platform shows under Development Configuration instead',
    )
  }
  if (config.PLATFORM_TOTAL_TIMEOUT_MS < config.PLATFORM_TIMEOUT_MS) {
    problems.push('PLATFORM_TOTAL_TIMEOUT_MS must not be shorter than PLATFORM_TIMEOUT_MS')
  }
  return problems
}

const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64')
