import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto'
import type { KnownApp } from '../apps.js'
import type { Clock, EventLog } from '../runtime.js'
import { SdkError } from '../contract/errors.js'
import type { Outcome, Sent } from '../platform/outcomes.js'
import { applyToken, type AccessToken, type TokenGrant, type UserInfo } from '../platform/endpoints.js'
import type { PlatformClient } from '../platform/client.js'
import type { OwnerPage, Store, StoredToken, StoredUserInfo, SubjectApp, TokenRow } from '../store/store.js'
import { revokeQuietly } from './exchange.js'

export interface EncryptionKey {
  id: string
  /** 32 bytes. */
  key: Buffer
}

/**
 * AES-256-GCM for tokens at rest. The first key encrypts, all of them decrypt, so that keys can change while
 * tokens live. `context` (whose token it is) is bound in: a text moved to another row doesn't open.
 */
export class TokenCipher {
  readonly #current: EncryptionKey
  readonly #keys: ReadonlyMap<string, Buffer>

  constructor(keys: readonly [EncryptionKey, ...EncryptionKey[]]) {
    this.#current = keys[0]
    this.#keys = new Map(keys.map(({ id, key }) => [id, key]))
  }

  /** Of the key that encrypts. */
  get currentId(): string {
    return this.#current.id
  }

  encrypt(text: string, context: string): string {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#current.key, iv).setAAD(Buffer.from(context))
    const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${this.#current.id}.${sealed.toString('base64url')}`
  }

  /** @throws SdkError TOKEN_UNREADABLE when no key opens it */
  decrypt(sealedText: string, context: string): string {
    const at = sealedText.indexOf('.')
    const id = sealedText.slice(0, at)
    const key = this.#keys.get(id)
    if (!key) {
      throw new SdkError(
        'TOKEN_UNREADABLE',
        `a stored token needs encryption key "${id}": add it to ENCRYPTION_KEYS`,
      )
    }
    const sealed = Buffer.from(sealedText.slice(at + 1), 'base64url')
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-16))
      return decipher.update(sealed.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
    } catch (cause) {
      throw new SdkError('TOKEN_UNREADABLE', `a stored token doesn't open with encryption key "${id}"`, {
        cause,
      })
    }
  }
}

/** The sending token as it goes into the store. */
export const sealGrant = (
  cipher: TokenCipher,
  owner: SubjectApp,
  grant: TokenGrant<'MESSAGE'>,
): StoredToken => ({
  ...sealTokens(cipher, owner, grant),
  accessTokenExpiresAt: grant.accessTokenExpiresAt,
  refreshTokenExpiresAt: grant.refreshTokenExpiresAt,
})

/** Both texts, encrypted with the current key. */
const sealTokens = (
  cipher: TokenCipher,
  owner: SubjectApp,
  { accessToken, refreshToken }: { accessToken: string; refreshToken: string },
): Pick<StoredToken, 'accessToken' | 'refreshToken'> => ({
  accessToken: cipher.encrypt(accessToken, contextOf(owner, 'access')),
  refreshToken: cipher.encrypt(refreshToken, contextOf(owner, 'refresh')),
})

export const openAccessToken = (
  cipher: TokenCipher,
  owner: SubjectApp,
  token: StoredToken,
): AccessToken<'MESSAGE'> =>
  cipher.decrypt(token.accessToken, contextOf(owner, 'access')) as AccessToken<'MESSAGE'>

const openRefreshToken = (cipher: TokenCipher, owner: SubjectApp, token: StoredToken): string =>
  cipher.decrypt(token.refreshToken, contextOf(owner, 'refresh'))

/** What a user let the merchant see, as it goes into the store. */
export const sealUserInfo = (cipher: TokenCipher, owner: SubjectApp, userInfo: UserInfo): string =>
  cipher.encrypt(JSON.stringify(userInfo), contextOf(owner, 'user-info'))

export const openUserInfo = (cipher: TokenCipher, stored: StoredUserInfo): UserInfo =>
  JSON.parse(cipher.decrypt(stored.info, contextOf(stored, 'user-info'))) as UserInfo

/** Bound in: whose text it is, and which. */
const contextOf = (owner: SubjectApp, which: 'access' | 'refresh' | 'user-info'): string =>
  [which, owner.subject, owner.appId, owner.customerBelongsTo].join('\n')

type SendingToken =
  | { state: 'READY'; accessToken: AccessToken<'MESSAGE'>; version: number }
  /** Only the user can help. */
  | { state: 'NEEDS_AUTHORIZATION' }
  /** Somebody else is refreshing it, or has just done so. */
  | { state: 'LATER'; code: string; detail: string }
  /** The platform did not refresh it. */
  | { state: 'NOT_REFRESHED'; outcome: Exclude<Outcome<unknown>, Sent<unknown>> }
  /** Refreshes are stopped for so long. */
  | { state: 'STOPPED'; waitMs: number }

/** Stops refreshes of an app that fail again and again. */
export interface RefreshGate {
  /** 0: this one may begin; otherwise the milliseconds until one may. */
  take(): number
  /** The platform has refreshed a token, or said that it can't be. */
  answered(): void
}

interface Refreshing {
  store: Store
  platform: PlatformClient
  clock: Clock
  log: EventLog
  cipher: TokenCipher
}

/** A token about to expire is refreshed first: it must live until the platform has read it. */
const marginMs = 60_000

/** The token as it can be sent with now; undefined when it has to be refreshed first, or there is none. */
export function livingToken(
  cipher: TokenCipher,
  owner: SubjectApp,
  token: TokenRow | undefined,
  now: number,
): Extract<SendingToken, { state: 'READY' }> | undefined {
  if (!token || token.accessTokenExpiresAt <= now + marginMs) return undefined
  return { state: 'READY', accessToken: openAccessToken(cipher, owner, token), version: token.version }
}

/** The token to send with, refreshed when it has to be; one refresh in flight for a user. */
export async function sendingToken(
  services: Refreshing,
  app: KnownApp,
  owner: SubjectApp,
  token: TokenRow | undefined,
  gate: RefreshGate,
): Promise<SendingToken> {
  const { store, clock, cipher } = services
  if (!token) return { state: 'NEEDS_AUTHORIZATION' }
  const living = livingToken(cipher, owner, token, clock.now())
  if (living) return living
  // Whether the refresh token is over, the platform says: a clock that is ahead for a moment must lose no user.
  const waitMs = gate.take()
  if (waitMs > 0) return { state: 'STOPPED', waitMs }
  const now = await store.now(clock)
  const lease = { holder: randomUUID(), now, until: now + services.platform.timeoutMs + 5_000 }
  if (!(await store.tokens.claimRefresh(owner, token.version, lease))) {
    return { state: 'LATER', code: 'TOKEN_BEING_REFRESHED', detail: 'another message refreshes this token' }
  }
  return refresh(services, app, owner, token, gate, lease.holder)
}

async function refresh(
  services: Refreshing,
  app: KnownApp,
  owner: SubjectApp,
  token: TokenRow,
  gate: RefreshGate,
  holder: string,
): Promise<SendingToken> {
  const { site } = app
  const { store, platform, clock, log, cipher } = services
  const refreshToken = openRefreshToken(cipher, owner, token)
  const outcome = await applyToken<'MESSAGE'>(platform, site, { grantType: 'REFRESH_TOKEN', refreshToken })
  if (outcome.outcome === 'SENT') {
    gate.answered()
    const sealed = sealGrant(cipher, owner, outcome.data)
    // Withdrawn or authorized anew meanwhile: then that counts, and this token is not kept. Who holds the lease is not
    // asked: the refresh token is used up, so these are the only tokens that live.
    if (await store.tokens.replaceVersion(owner, token.version, sealed))
      return sendingToken(services, app, owner, await store.tokens.find(owner), gate)
    await revokeQuietly(services, app.site, outcome.data.accessToken)
    return { state: 'LATER', code: 'TOKEN_REPLACED', detail: 'the token changed while it was refreshed' }
  }
  const { code, message: detail, remedy } = outcome
  log('warn', 'token-not-refreshed', {
    appId: site.appId,
    ...(code !== undefined && { code }),
    detail,
    remedy,
  })
  if (outcome.effect === 'REFRESH_TOKEN_DEAD') {
    gate.answered()
    // A refresh token works once: one that is used up says nothing where another refresh had begun meanwhile.
    if (await store.tokens.deleteVersion(owner, token.version, { now: await store.now(clock), holder }))
      return { state: 'NEEDS_AUTHORIZATION' }
    return { state: 'LATER', code: 'TOKEN_REPLACED', detail: 'the token changed while it was refreshed' }
  }
  await store.tokens.releaseRefresh(owner, token.version, holder)
  return { state: 'NOT_REFRESHED', outcome }
}

/** Encrypts every stored token and all user information with the current key; afterwards the older keys may be taken away. */
export async function rotateEncryption({
  store,
  cipher,
}: {
  store: Store
  cipher: TokenCipher
}): Promise<number> {
  const tokens = await rotateAll(
    (page) => store.upkeep.tokensNotUnder(cipher.currentId, page),
    // False: refreshed meanwhile, and so under the current key already.
    ({ version, ...token }) =>
      store.tokens.replaceVersion(token, version, {
        ...sealTokens(cipher, token, {
          accessToken: openAccessToken(cipher, token, token),
          refreshToken: openRefreshToken(cipher, token, token),
        }),
        accessTokenExpiresAt: token.accessTokenExpiresAt,
        refreshTokenExpiresAt: token.refreshTokenExpiresAt,
      }),
  )
  const userInfos = await rotateAll(
    (page) => store.userInfos.notUnder(cipher.currentId, page),
    (stored) => store.userInfos.reseal(stored, sealUserInfo(cipher, stored, openUserInfo(cipher, stored))),
  )
  return tokens + userInfos
}

const atOnce = 200

/** Page by page, so that a large table is read once; returns how many were encrypted anew. */
async function rotateAll<T extends SubjectApp>(
  read: (page: OwnerPage) => Promise<T[]>,
  encryptAnew: (stored: T) => Promise<boolean>,
): Promise<number> {
  let count = 0
  let after: SubjectApp | undefined
  for (;;) {
    const page = await read({ limit: atOnce, ...(after && { after }) })
    if (page.length === 0) return count
    after = page.at(-1)
    for (const stored of page) if (await encryptAnew(stored)) count += 1
  }
}
