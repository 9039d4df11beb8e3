import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { KeyPair } from './key-pairs.js'

export interface PlatformKey {
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
