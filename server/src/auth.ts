import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { ApiError } from './contract/errors.js'
import type { SubjectApp } from './store/store.js'

/** `send`: send and cancel messages. `read`: look at them, metrics. `admin`: users and dead letters. */
export const apiScopes = ['send', 'read', 'admin'] as const
export type ApiScope = (typeof apiScopes)[number]

export interface ApiKey {
  /** SHA-256 of the key: the key itself is not kept. */
  hash: Buffer
  scopes: readonly ApiScope[]
}

/** The merchant's own systems show one of these. Only hashes are kept, compared in constant time. */
export class ApiKeys {
  readonly #keys: readonly ApiKey[]

  /** A text is a key in clear that may send and read. */
  constructor(keys: readonly (string | ApiKey)[]) {
    this.#keys = keys.map((key) => (typeof key === 'string' ? plainApiKey(key) : key))
  }

  /** `authorization` is the request's header. @throws ApiError API_KEY_REQUIRED, API_KEY_SCOPE */
  require(authorization: string | undefined, scope: ApiScope): void {
    const given = hashOfKey(bearerOf(authorization) ?? '')
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

export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest()

/** A key in clear, that may send and read. */
const plainApiKey = (key: string): ApiKey => ({ hash: hashOfKey(key), scopes: ['send', 'read'] })

/** A new random key, and what stands for it in API_KEYS. */
export function newApiKey(scopes: readonly ApiScope[]): { key: string; setting: string } {
  const key = `mm_${randomBytes(24).toString('base64url')}`
  return { key, setting: `${scopes.join('|')}:sha256=${hashOfKey(key).toString('hex')}` }
}

/** API_KEYS: `send|read:sha256=<hex>,admin:<key>,<key>`; a key without scopes may send and read. */
export function readApiKeys(text: string): ApiKey[] {
  const keys = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readApiKey)
  if (keys.length === 0) throw new Error('must hold at least one key')
  return keys
}

function readApiKey(text: string): ApiKey {
  const at = text.indexOf(':')
  const scopes: readonly ApiScope[] = at < 0 ? ['send', 'read'] : readScopes(text.slice(0, at))
  const key = text.slice(at + 1)
  if (key.startsWith('sha256=')) {
    if (!/^sha256=[0-9a-f]{64}$/.test(key)) throw new Error('sha256= must be followed by 64 hex digits')
    return { hash: Buffer.from(key.slice(7), 'hex'), scopes }
  }
  if (key.length < 24) throw new Error('each key must have 24 characters or more')
  return { hash: hashOfKey(key), scopes }
}

/** `send|read` */
export function readScopes(text: string): ApiScope[] {
  return text.split('|').map((word) => {
    const scope = apiScopes.find((candidate) => candidate === word)
    if (!scope) throw new Error(`names an unknown scope: use ${apiScopes.join(', ')}, joined by |`)
    return scope
  })
}

/** Fifteen minutes. */
export const sessionLifeMs = 15 * 60_000

export interface Session extends SubjectApp {
  /** Milliseconds since 1970. */
  expiresAt: number
}

const audience = 'subscriptions'

/**
 * Session tokens carry what they say, signed; none is stored, so there is none to steal from the database.
 * They open this subject's subscriptions and nothing else.
 */
export class SessionTokens {
  readonly #keys: readonly [Buffer, ...Buffer[]]

  /** The first key signs, all of them verify: a key can change while sessions live. */
  constructor(...keys: [Buffer, ...Buffer[]]) {
    this.#keys = keys
  }

  mint({ subject, appId, customerBelongsTo }: SubjectApp, now: number): { token: string; expiresAt: number } {
    const expiresAt = now + sessionLifeMs
    const claims = {
      aud: audience,
      subject,
      appId,
      customerBelongsTo,
      expiresAt,
      id: randomBytes(9).toString('base64url'),
    }
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
    return { token: `${payload}.${signed(payload, this.#keys[0]).toString('base64url')}`, expiresAt }
  }

  /** Undefined for a token that is forged, expired, or meant for something else. */
  read(token: string, now: number): Session | undefined {
    const [payload = '', signature = '', ...more] = token.split('.')
    const given = Buffer.from(signature, 'base64url')
    const fits = this.#keys.map((key) => {
      const expected = signed(payload, key)
      return given.length === expected.length && timingSafeEqual(given, expected)
    })
    if (more.length > 0 || !fits.includes(true)) return undefined
    // Signed by us, so it has the shape that mint gave it.
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Session & { aud: string }
    const { aud, subject, appId, customerBelongsTo, expiresAt } = claims
    if (aud !== audience || expiresAt <= now) return undefined
    return { subject, appId, customerBelongsTo, expiresAt }
  }
}

const signed = (payload: string, key: Buffer): Buffer =>
  createHmac('sha256', key).update(`session\n${payload}`).digest()
