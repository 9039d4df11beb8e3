import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { SdkError } from '../sdk-error.js'

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
