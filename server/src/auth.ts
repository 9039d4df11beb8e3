import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { AllowedApps } from './apps.js'
import { ApiError } from './contract/errors.js'
import { isoTime } from './runtime.js'
import type { SubjectApp } from './store/store.js'

/**
 * `send`: send and cancel messages. `read`: look at them, metrics. `admin`: users and dead letters. `console`: the page
 * for support, without what stands in messages.
 */
export const apiScopes = ['send', 'read', 'admin', 'console'] as const
export type ApiScope = (typeof apiScopes)[number]

export interface ApiKey {
  /** SHA-256 of the key: the key itself is not kept. */
  hash: Buffer
  scopes: readonly ApiScope[]
  /** Whose it is, for people. */
  name?: string
  /** The apps it may act for; without them all. */
  apps?: readonly string[]
  /** From then on it is refused; milliseconds since 1970. */
  expiresAt?: number
}

/** Who calls a merchant's route. */
export interface Caller {
  /** Of the key, where it has one. */
  name?: string
  apps: AllowedApps
  /** Those of which it may see what stands in messages: scope admin. Absent: none. */
  personalIn?: AllowedApps
}

/** The merchant's own systems show one of these. Only hashes are kept, compared in constant time. */
export class ApiKeys {
  #keys: readonly ApiKey[]

  /** A text is a key in clear that may send and read. */
  constructor(keys: readonly (string | ApiKey)[]) {
    this.#keys = keys.map((key) => (typeof key === 'string' ? plainApiKey(key) : key))
  }

  /** What is not among them is refused from now on. */
  replace(keys: readonly ApiKey[]): void {
    this.#keys = keys
  }

  /** `authorization` is the request's header, `now` the wall clock. @throws ApiError API_KEY_REQUIRED, API_KEY_SCOPE */
  require(authorization: string | undefined, scope: ApiScope, now = Date.now()): Caller {
    const given = hashOfKey(bearerOf(authorization) ?? '')
    // Every key is compared, so that the time says nothing about which one was near.
    const matching = this.#keys.filter(({ hash }) => timingSafeEqual(hash, given))
    if (matching.length === 0) {
      throw new ApiError('API_KEY_REQUIRED', 'send "Authorization: Bearer <key>" with a key from API_KEYS')
    }
    const living = matching.filter(({ expiresAt = Infinity }) => now < expiresAt)
    if (living.length === 0) {
      const last = Math.max(...matching.map(({ expiresAt = 0 }) => expiresAt))
      throw new ApiError('API_KEY_REQUIRED', `this key expired at ${isoTime(last)}: ask for a new one`)
    }
    const fitting = living.filter(({ scopes }) => scopes.some((one) => includes(one, scope)))
    if (fitting.length === 0)
      throw new ApiError('API_KEY_SCOPE', `this key may not do that: it needs the scope "${scope}"`)
    const admin = living.filter(({ scopes }) => scopes.includes('admin'))
    const name = living.find((key) => key.name !== undefined)?.name
    return {
      apps: appsOf(fitting),
      ...(admin.length > 0 && { personalIn: appsOf(admin) }),
      ...(name !== undefined && { name }),
    }
  }
}

/** Who may see everything may see it on the page, too. */
const includes = (scope: ApiScope, asked: ApiScope) =>
  scope === asked || (scope === 'admin' && asked === 'console')

/** One key may stand there more than once: then it may do what each of them may. */
function appsOf(keys: readonly ApiKey[]): AllowedApps {
  const lists = keys.map(({ apps }) => apps)
  return lists.some((list) => list === undefined) ? 'ALL' : new Set(lists.flatMap((list) => list ?? []))
}

/** The token of `Authorization: Bearer <token>`. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +([^ ]+)$/i.exec(authorization ?? '')?.[1]
}

export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest()

/** A key in clear, that may send and read. */
const plainApiKey = (key: string): ApiKey => ({ hash: hashOfKey(key), scopes: ['send', 'read'] })

/** What API_KEYS says of a key beside its scopes. */
type KeyLimits = Pick<ApiKey, 'name' | 'apps' | 'expiresAt'>

/** A new random key, and what stands for it in API_KEYS. */
export function newApiKey(
  scopes: readonly ApiScope[],
  { name, apps, expiresAt }: KeyLimits = {},
): { key: string; setting: string } {
  const key = `mm_${randomBytes(24).toString('base64url')}`
  const about = [
    scopes.join('|'),
    ...(name === undefined ? [] : [`name=${name}`]),
    ...(apps === undefined ? [] : [`apps=${apps.join('|')}`]),
    ...(expiresAt === undefined ? [] : [`expiresAt=${isoTime(expiresAt)}`]),
  ].join(';')
  return { key, setting: `${about}:sha256=${hashOfKey(key).toString('hex')}` }
}

/**
 * API_KEYS: `send|read:sha256=<hex>,admin:<key>,<key>`, also one a line; a key without scopes may send and read. One that
 * is given as a hash may have limits: `send|read;name=shop;apps=P1|P2;expiresAt=2027-01-31:sha256=<hex>`.
 */
export function readApiKeys(text: string): ApiKey[] {
  const keys = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readApiKey)
  if (keys.length === 0) throw new Error('must hold at least one key')
  const names = keys.flatMap(({ name }) => name ?? [])
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice !== undefined) throw new Error(`names two keys "${twice}": give each its own name`)
  return keys
}

function readApiKey(text: string): ApiKey {
  const [, about, hex] = /^(?:(.*):)?sha256=(.*)$/s.exec(text) ?? []
  if (hex !== undefined) {
    if (!/^[0-9a-f]{64}$/.test(hex)) throw new Error('sha256= must be followed by 64 hex digits')
    const [scopes, ...limits] = about === undefined ? ['send|read'] : about.split(';')
    return {
      hash: Buffer.from(hex, 'hex'),
      scopes: readScopes(scopes ?? ''),
      ...readLimits(limits),
    }
  }
  const at = text.indexOf(':')
  const scopes: readonly ApiScope[] = at < 0 ? ['send', 'read'] : readScopes(text.slice(0, at))
  const key = text.slice(at + 1)
  if (key.length < 24) throw new Error('each key must have 24 characters or more')
  return { hash: hashOfKey(key), scopes }
}

const limitReaders = {
  name: readName,
  apps: (text: string) => readAppIds(text.split('|')),
  expiresAt: readExpiry,
} as const

/** `name=shop`, `apps=P1|P2`, `expiresAt=2027-01-31` */
function readLimits(parts: readonly string[]): KeyLimits {
  const limits = parts.map((part) => {
    const at = part.indexOf('=')
    const name = (at < 0 ? part : part.slice(0, at)).trim()
    if (!Object.hasOwn(limitReaders, name))
      throw new Error(
        `a key has name, apps and expiresAt: ${JSON.stringify(name.slice(0, 32))} is none of them`,
      )
    return [name, limitReaders[name as keyof KeyLimits](part.slice(at + 1).trim())] as const
  })
  if (new Set(limits.map(([name]) => name)).size < limits.length)
    throw new Error('says name, apps or expiresAt of a key twice')
  return Object.fromEntries(limits)
}

export function readName(text: string): string {
  if (/^[\w.-]{1,64}$/.test(text)) return text
  throw new Error("a key's name has letters, digits, ., _ and -, at most 64 of them")
}

export function readAppIds(ids: readonly string[]): string[] {
  if (ids.length > 0 && ids.every((id) => /^[^\s,;|]{1,32}$/.test(id))) return [...ids]
  throw new Error("a key's apps are appIds as in APPS_FILE, joined by |")
}

/** A day, from its beginning in UTC, or a time with its offset. */
export function readExpiry(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : NaN
  if (Number.isNaN(time)) throw new Error("a key's expiresAt must be like 2027-01-31 or 2027-01-31T12:00:00Z")
  return time
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
