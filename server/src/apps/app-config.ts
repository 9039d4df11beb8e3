import Type, { type Static } from 'typebox'

const text = Type.String({ minLength: 1 })
const texts = Type.Record(Type.String({ pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$' }), text, {
  minProperties: 1,
})

export const templateKind = Type.Enum(['ONE_TIME', 'LONG_TERM'])

const templateText = Type.Object(
  { title: text, description: Type.Optional(text), example: Type.Optional(text) },
  { additionalProperties: false },
)

const template = Type.Object(
  {
    /** "Customized Template ID" in the Template Library. */
    templateCode: Type.String({ minLength: 1, maxLength: 64 }),
    /** The merchant's configuration, never guessed. */
    kind: Type.Optional(templateKind),
    /** Names of the template's variables; where given, a message that lacks one or holds another is refused. */
    variables: Type.Optional(Type.Array(text)),
    texts: Type.Record(Type.String(), templateText, { minProperties: 1 }),
  },
  { additionalProperties: false },
)

const app = Type.Object(
  {
    appId: Type.String({ minLength: 1, maxLength: 32 }),
    /** Super apps where this mini program runs, as `my.getSiteInfo` names them, e.g. `ALIPAY_CN`. */
    sites: Type.Array(text, { minItems: 1 }),
    /** The ID the super app gave the merchant; not needed for ALIPAY_CN. */
    authClientId: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    sender: Type.Object(
      {
        name: texts,
        privacyUrl: text,
        /** Shown beside the name. */
        logoUrl: Type.Optional(Type.String({ pattern: '^(https:/)?/\\S+$' })),
        transferNotice: Type.Optional(texts),
      },
      { additionalProperties: false },
    ),
    templates: Type.Array(template, { minItems: 1 }),
  },
  { additionalProperties: false },
)

/** What APPS_FILE holds. */
export const appsFileSchema = Type.Array(app, { minItems: 1 })

export type AppConfig = Static<typeof app>
export type TemplateConfig = Static<typeof template>
