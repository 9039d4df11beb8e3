import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { ApiError } from '../api-error.js'
import { hashOfKey, plainApiKey, type ApiKey, type ApiScope } from './api-key.js'

/** The merchant's own systems show one of these. Only hashes are kept, compared in constant time. */
export class ApiKeys {
  readonly #keys: readonly ApiKey[]

  /** A text is a key in clear that may send and read. */
  constructor(keys: readonly (string | ApiKey)[]) {
    this.#keys = keys.map((key) => (typeof key === 'string' ? plainApiKey(key) : key))
  }

  /** @throws ApiError API_KEY_REQUIRED, API_KEY_SCOPE */
  require({ headers }: Pick<FastifyRequest, 'headers'>, scope: ApiScope): void {
    const given = hashOfKey(bearerOf(headers.authorization) ?? '')
    // Every key is compared, so that the time says nothing about which one was near.
    const matching = this.#keys.filter(({ hash }) => timingSafeEqual(hash, given))
    if (matching.length === 0) {
      throw new ApiError('API_KEY_REQUIRED', 'send "Authorization: Bearer <key>" with a key from API_KEYS')
    }
    if (!matching.some(({ scopes }) => scopes.includes(scope))) {
      throw new ApiError('API_KEY_SCOPE', `this key may not do that: it needs the scope "${scope}"`)
    }
  }
}

/** The token of `Authorization: Bearer <token>`. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +([^ ]+)$/i.exec(authorization ?? '')?.[1]
}
