import type { SigningKey } from '../signing/sign.js'

/** After this long the key that should be used is tried again. */
const tryAgainMs = 5 * 60_000

/** Verified refusals of a signature; nothing was done, so the request may be signed with another key. */
const refusals = ['KEY_NOT_FOUND', 'SIGNATURE_INVALID', 'INVALID_SIGNATURE']

/**
 * The merchant's keys, newest first. While the platform does not know the newest yet, or no longer knows an old
 * one, the other one signs: so a key can change without a refused request.
 */
export class SigningKeys {
  readonly #keys: readonly [SigningKey, ...SigningKey[]]
  #current = 0
  #changedAt = 0

  constructor(keys: readonly [SigningKey, ...SigningKey[]]) {
    this.#keys = keys
  }

  current(now: number): SigningKey {
    if (now - this.#changedAt > tryAgainMs) this.#current = 0
    return this.#keys[this.#current] ?? this.#keys[0]
  }

  /** True when the code refuses `used` and another key is there to sign with. */
  moveOn(code: string, used: SigningKey, now: number): boolean {
    if (!refusals.includes(code)) return false
    const next = this.#keys.indexOf(used) + 1
    if (next >= this.#keys.length) return false
    this.#current = next
    this.#changedAt = now
    return true
  }
}
