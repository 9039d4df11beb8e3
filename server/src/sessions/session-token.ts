import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { SubjectApp } from '../store/store.js'

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
