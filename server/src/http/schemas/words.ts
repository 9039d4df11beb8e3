import Type from 'typebox'

/** A random UUID, chosen by the caller: the same request again has the same one. */
export const requestUuid = Type.String({ format: 'uuid' })
export const appId = Type.String({ minLength: 1, maxLength: 32 })
/** Which super app, as `my.getSiteInfo` names it. */
export const customerBelongsTo = Type.String({ minLength: 1, maxLength: 64 })
export const templateCode = Type.String({ minLength: 1, maxLength: 64, pattern: '^[\\w.-]+$' })
/** At most 20 on one panel, none twice. */
export const templateCodes = Type.Array(templateCode, { minItems: 1, maxItems: 20, uniqueItems: true })
/** Looked at before the platform is asked: printable, without blanks, not longer than a code can be. */
export const authCode = Type.String({ minLength: 1, maxLength: 64, pattern: '^[\\x21-\\x7e]+$' })
/** BCP 47. */
export const language = Type.String({
  minLength: 2,
  maxLength: 35,
  pattern: '^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$',
})
/** ISO 8601 with offset. */
export const isoTime = Type.String({ format: 'date-time' })
export const decision = Type.Enum(['AGREE', 'REJECT'])
export const templateKind = Type.Enum(['ONE_TIME', 'LONG_TERM'])
