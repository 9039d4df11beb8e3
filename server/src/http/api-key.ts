import { createHash, randomBytes } from 'node:crypto'

/** `send`: send and cancel messages. `read`: look at them, metrics. `admin`: users and dead letters. */
export const apiScopes = ['send', 'read', 'admin'] as const
export type ApiScope = (typeof apiScopes)[number]

export interface ApiKey {
  /** SHA-256 of the key: the key itself is not kept. */
  hash: Buffer
  scopes: readonly ApiScope[]
}

export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest()

/** A key in clear, that may send and read. */
export const plainApiKey = (key: string): ApiKey => ({ hash: hashOfKey(key), scopes: ['send', 'read'] })

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
    if (!scope) throw new Error(`names a scope that is none: use ${apiScopes.join(', ')}, joined by |`)
    return scope
  })
}
