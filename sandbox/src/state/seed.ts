import Type, { type Static } from 'typebox'
import { AutoAnswer } from './auto-answer.js'
import { SettingsChange } from './settings.js'
import { sites } from './sites.js'
import { switchNames } from './switches.js'

const strict = { additionalProperties: false }
const Id = Type.String({ minLength: 1, maxLength: 64, pattern: '^[^@#?]+$' })

export const Translations = Type.Record(Type.String(), Type.String(), {
  minProperties: 1,
  description: 'A text by language tag, e.g. { "en": "…", "zh-CN": "…" }.',
})
export const SiteName = Type.Enum([...sites], { description: 'A super app: a value of customerBelongsTo.' })
export const SwitchChange = Type.Partial(
  Type.Object(
    Object.fromEntries(switchNames.map((name) => [name, Type.Boolean()])) as Record<
      (typeof switchNames)[number],
      ReturnType<typeof Type.Boolean>
    >,
  ),
  strict,
)
export const Releases = Type.Record(
  Type.String(),
  Type.Object({ authClientId: Type.String({ minLength: 1, maxLength: 128 }) }, strict),
  {
    minProperties: 1,
    description: 'The super apps it is released to, each with the ID it gave the merchant.',
  },
)

const SeedMerchant = Type.Object(
  {
    clientId: Id,
    publicKeys: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'PEM or bare Base64; they become key versions 2, 3, … Version 1 is the sandbox’s own pair.',
      }),
    ),
  },
  strict,
)

const SeedMiniProgram = Type.Object(
  {
    appId: Type.String({ minLength: 1, maxLength: 32, pattern: '^[^@#?]+$' }),
    clientId: Type.Optional(Type.String({ description: 'Default: the first merchant.' })),
    name: Translations,
    merchantName: Translations,
    logoUrl: Type.Optional(
      Type.String({
        maxLength: 8192,
        pattern: '^(https?://[\\w.-]+(:\\d{1,5})?(/\\S*)?|data:image/\\S+)$',
        description:
          'Its logo, as the super app shows it: an http or https address, or a data: URL of an image.',
      }),
    ),
    sites: Releases,
    switches: Type.Optional(SwitchChange),
  },
  strict,
)

export const UserStatus = Type.Enum(['ACTIVE', 'FROZEN', 'INACTIVE'])

const Text = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }))

/** What the super app knows of a user beside his name: the fields of User in the data dictionary. */
export const UserProfile = Type.Object(
  {
    userName: Type.Optional(
      Type.Object(
        { fullName: Text(128), firstName: Text(32), middleName: Text(32), lastName: Text(32) },
        { ...strict, minProperties: 1 },
      ),
    ),
    userAddresses: Type.Optional(Type.Array(Type.Record(Type.String(), Type.String()))),
    avatar: Text(256),
    gender: Type.Optional(Type.Enum(['F', 'M'])),
    birthDate: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    nationality: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    loginIdInfos: Type.Optional(
      Type.Array(
        Type.Object(
          {
            loginIdType: Type.Enum(['MOBILE_PHONE', 'EMAIL', 'OTHER']),
            loginId: Text(64),
            maskLoginId: Text(64),
            hashLoginId: Text(256),
            extendInfo: Text(4096),
          },
          strict,
        ),
      ),
    ),
    contactInfos: Type.Optional(
      Type.Array(
        Type.Object(
          {
            contactType: Type.String({ minLength: 1, maxLength: 32 }),
            contactNo: Type.String({ minLength: 1, maxLength: 64 }),
            extendInfo: Text(4096),
          },
          strict,
        ),
      ),
    ),
    extendInfo: Text(4096),
  },
  strict,
)
export type UserProfile = Static<typeof UserProfile>

export const SeedUser = Type.Object(
  {
    userId: Id,
    site: Type.Optional(SiteName),
    name: Translations,
    nickName: Type.String({ maxLength: 256 }),
    language: Type.String({ minLength: 2, description: 'The language the super app shows messages in.' }),
    status: Type.Optional(UserStatus),
    profile: Type.Optional(UserProfile),
  },
  strict,
)

export const TemplateDraftSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 128 }),
    site: Type.Optional(SiteName),
    channel: Type.Enum(['INBOX', 'PUSH', 'SMS']),
    kind: Type.Enum(['ONE_TIME', 'LONG_TERM']),
    variables: Type.Array(
      Type.Object(
        {
          name: Type.String({ pattern: '^\\w{1,64}$' }),
          sample: Type.String(),
          use: Type.Optional(Type.Enum(['TEXT', 'BODY_LINK', 'FOOTER_LINK'])),
        },
        strict,
      ),
      { maxItems: 50 },
    ),
    texts: Type.Record(
      Type.String(),
      Type.Object(
        { title: Type.String({ minLength: 1 }), body: Type.String(), footer: Type.Optional(Type.String()) },
        strict,
      ),
      { minProperties: 1, description: 'By language tag; {{name}} stands for a variable.' },
    ),
  },
  strict,
)

const SeedApplication = Type.Object(
  {
    appId: Type.String(),
    scenario: Type.Optional(Type.String()),
    status: Type.Optional(Type.Enum(['UNDER_REVIEW', 'APPROVED'])),
    templateCode: Type.Optional(Id),
  },
  strict,
)
const SeedTemplate = Type.Object(
  { ...TemplateDraftSchema.properties, applications: Type.Optional(Type.Array(SeedApplication)) },
  strict,
)

/** What a sandbox starts with, and returns to at reset. A part that is left out is the default seed's. */
export const SeedInput = Type.Object(
  {
    merchants: Type.Optional(Type.Array(SeedMerchant, { minItems: 1 })),
    miniPrograms: Type.Optional(Type.Array(SeedMiniProgram, { minItems: 1 })),
    users: Type.Optional(Type.Array(SeedUser, { minItems: 1 })),
    templates: Type.Optional(Type.Array(SeedTemplate)),
    settings: Type.Optional(SettingsChange),
    autoAnswer: Type.Optional(Type.Partial(AutoAnswer, strict)),
  },
  strict,
)
export type SeedInput = Static<typeof SeedInput>
export type Seed = Required<SeedInput>

/** A bowl of rice: the logo of the demo's shop (demo/mini-program/logo.svg). */
const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path fill="#a3310f" d="M0 0h48v48H0z"/>' +
  '<path fill="#f7d9a8" d="M13 23a11 9 0 0 1 22 0z"/>' +
  '<path fill="#fff" d="M9 23h30a15 15 0 0 1-9 13.7V39H18v-2.3A15 15 0 0 1 9 23z"/></svg>'

/** The shop of the platform's own sample request, two users, one approved template. */
export const defaultSeed: Seed = {
  merchants: [{ clientId: 'SANDBOX_5Y00000000000001' }],
  miniPrograms: [
    {
      appId: 'P0000000000000010001',
      name: { en: 'Yummy Chicken Rice', 'zh-CN': '好味鸡饭' },
      merchantName: { en: 'Yummy Chicken Rice Pte. Ltd.', 'zh-CN': '好味鸡饭私人有限公司' },
      logoUrl: `data:image/svg+xml,${encodeURIComponent(logo)}`,
      sites: { ALIPAY_CN: { authClientId: 'AC00000000000001' } },
    },
  ],
  users: [
    {
      userId: '2088000000000011',
      name: { en: 'Mei', 'zh-CN': '小明' },
      nickName: '小明',
      language: 'zh-CN',
      profile: { gender: 'F', birthDate: '1996-05-04', nationality: 'CN' },
    },
    { userId: '2088000000000022', name: { en: 'Lin', 'zh-CN': '小红' }, nickName: 'Lin', language: 'en' },
  ],
  templates: [
    {
      name: 'Order ready',
      channel: 'INBOX',
      kind: 'LONG_TERM',
      variables: [
        { name: 'orderNo', sample: '123456' },
        { name: 'storeName', sample: 'Yummy Chicken Rice' },
        { name: 'miniBodyUrl', sample: 'pages%2Findex%2Findex&query=storeId%3D8888', use: 'BODY_LINK' },
        { name: 'miniFooterUrl', sample: 'pages%2Findex%2Findex&query=storeId%3D8888', use: 'FOOTER_LINK' },
      ],
      texts: {
        en: {
          title: 'Your order is ready',
          body: 'Order {{orderNo}} is ready for you at {{storeName}}.',
          footer: 'View order',
        },
        'zh-CN': {
          title: '您的餐点已备好',
          body: '您在“{{storeName}}”的订单 {{orderNo}} 已备好，请取餐。',
          footer: '查看订单',
        },
      },
      applications: [{ appId: 'P0000000000000010001', templateCode: '202109305800000001000001' }],
    },
  ],
  settings: {},
  autoAnswer: {},
}
