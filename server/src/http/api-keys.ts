import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { ApiError } from '../api-error.js'

/** The merchant's own systems show one of these. Only hashes are kept, compared in constant time. */
export class ApiKeys {
  readonly #hashes: readonly Buffer[]

  constructor(keys: readonly string[]) {
    this.#hashes = keys.map(hashOf)
  }

  /** @throws ApiError API_KEY_REQUIRED */
  require({ headers }: FastifyRequest): void {
    const given = hashOf(bearerOf(headers.authorization) ?? '')
    // Every key is compared, so that the time says nothing about which one was near.
    const matches = this.#hashes.map((hash) => timingSafeEqual(hash, given))
    if (!matches.includes(true)) {
      throw new ApiError('API_KEY_REQUIRED', 'send "Authorization: Bearer <key>" with a key from API_KEYS')
    }
  }
}

/** The token of `Authorization: Bearer <token>`. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +([^ ]+)$/i.exec(authorization ?? '')?.[1]
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()
