import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { appCredentialFields, readOwnCredentials, type OwnCredentials } from './config/app-credentials.js'
import { readText, type Sources } from './config/environment.js'
import { readWebhook, webhookField, type WebhookTarget } from './config/webhook.js'
import { ApiError } from './contract/errors.js'
import { templateKind } from './contract/front-end.js'
import type { AppSite } from './platform/endpoints.js'
import type { Credentials } from './platform/signing.js'

/** A mini program as it runs in one super app. */
export interface KnownApp {
  site: AppSite
  config: AppConfig
}

/** The apps that an API key may act for. */
export type AllowedApps = 'ALL' | ReadonlySet<string>

export const isAllowed = (apps: AllowedApps, appId: string): boolean => apps === 'ALL' || apps.has(appId)

/**
 * The configured mini programs. What isn't configured is refused. Seen with an API key that has apps of its own, the
 * others are not there at all.
 */
export class Apps {
  #apps: ReadonlyMap<string, AppConfig>
  #allowed: AllowedApps = 'ALL'

  constructor(apps: readonly AppConfig[]) {
    this.#apps = new Map(apps.map((one) => [one.appId, one]))
  }

  /** Those of a configuration that was read again: what has left it is refused from now on. */
  replace(apps: readonly AppConfig[]): void {
    this.#apps = new Map(apps.map((one) => [one.appId, one]))
  }

  /** The same, as a key sees it that may act for these apps alone. */
  only(allowed: AllowedApps): Apps {
    const seen = new Apps([])
    seen.#apps = this.#apps
    seen.#allowed = allowed
    return seen
  }

  /** This app alone. @throws ApiError APP_NOT_FOUND */
  onlyOne(appId: string): Apps {
    if (!this.allows(appId)) throw appNotFound(appId)
    return this.only(new Set([appId]))
  }

  allows(appId: string): boolean {
    return isAllowed(this.#allowed, appId)
  }

  /** Those that may be acted for, also where they have left the configuration; undefined for all that there are. */
  get allowedIds(): readonly string[] | undefined {
    return this.#allowed === 'ALL' ? undefined : [...this.#allowed]
  }

  all(): AppConfig[] {
    return [...this.#apps.values()].filter(({ appId }) => this.allows(appId))
  }

  /** Every mini program in every super app it runs in. */
  sites(): Pick<AppSite, 'appId' | 'customerBelongsTo'>[] {
    return this.all().flatMap(({ appId, sites }) =>
      sites.map((customerBelongsTo) => ({ appId, customerBelongsTo })),
    )
  }

  /** @throws ApiError APP_NOT_ALLOWED; APP_NOT_FOUND for an app that the key is not for, configured or not */
  require({ appId, customerBelongsTo }: Pick<AppSite, 'appId' | 'customerBelongsTo'>): KnownApp {
    if (!this.allows(appId)) throw appNotFound(appId)
    const config = this.#apps.get(appId)
    if (!config?.sites.includes(customerBelongsTo)) {
      throw new ApiError(
        'APP_NOT_ALLOWED',
        config
          ? `app ${appId} is not configured for ${customerBelongsTo}: add it to "sites" in APPS_FILE`
          : `app ${appId} is not configured on this server: add it to APPS_FILE`,
      )
    }
    return { config, site: this.siteOf({ appId, customerBelongsTo }) }
  }

  /** As the platform knows it, also of an app that has left the configuration. */
  siteOf({ appId, customerBelongsTo }: Pick<AppSite, 'appId' | 'customerBelongsTo'>): AppSite {
    const authClientId = this.#apps.get(appId)?.authClientId
    return { appId, customerBelongsTo, ...(authClientId !== undefined && { authClientId }) }
  }

  /** Undefined where it, or its app, has left the configuration. */
  templateOf({ appId, templateCode }: { appId: string; templateCode: string }): TemplateConfig | undefined {
    return this.#apps.get(appId)?.templates.find((candidate) => candidate.templateCode === templateCode)
  }

  /** What the platform client signs this app's requests with, where the configuration says so. */
  credentialsOf(appId: string): Credentials | undefined {
    return this.#apps.get(appId)?.credentials
  }

  /**
   * Other apps that ask the platform with the same Client-Id. No document says whether the platform compares
   * `requestId`s within a Client-Id or within an app.
   */
  withSameClientId(appId: string): string[] {
    const clientId = this.#apps.get(appId)?.credentials?.clientId
    if (clientId === undefined) return []
    return [...this.#apps.values()].flatMap((other) =>
      other.appId !== appId && other.credentials?.clientId === clientId ? [other.appId] : [],
    )
  }

  /** Apps whose events are posted, and where to. */
  webhooks(): { appId: string; webhook: WebhookTarget }[] {
    return [...this.#apps.values()].flatMap(({ appId, webhook }) => (webhook ? [{ appId, webhook }] : []))
  }

  /** The templates in the order asked for. @throws ApiError TEMPLATE_NOT_FOUND, MIXED_TEMPLATE_KINDS */
  requireTemplates({ config }: KnownApp, templateCodes: readonly string[]): TemplateConfig[] {
    const templates = templateCodes.map((code) => this.requireTemplate({ config }, code))
    if (new Set(templates.map(kindOf)).size > 1) {
      throw new ApiError(
        'MIXED_TEMPLATE_KINDS',
        'one panel asks for ONE_TIME or for LONG_TERM templates, not for both',
      )
    }
    return templates
  }

  /** @throws ApiError TEMPLATE_NOT_FOUND */
  requireTemplate({ config }: Pick<KnownApp, 'config'>, templateCode: string): TemplateConfig {
    const template = config.templates.find((candidate) => candidate.templateCode === templateCode)
    if (template) return template
    throw new ApiError(
      'TEMPLATE_NOT_FOUND',
      `template ${templateCode} is not configured for app ${config.appId}: compare it with APPS_FILE and the Template Library`,
    )
  }
}

const appNotFound = (appId: string) =>
  new ApiError('APP_NOT_FOUND', `there is no app ${appId} for this API key: name one of its own`)

export type TemplateKind = Static<typeof templateKind>

export const kindOf = (template: TemplateConfig): TemplateKind => template.kind ?? 'LONG_TERM'

const text = Type.String({ minLength: 1 })
const texts = Type.Record(Type.String({ pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$' }), text, {
  minProperties: 1,
})

const templateText = Type.Object(
  { title: text, description: Type.Optional(text), example: Type.Optional(text) },
  { additionalProperties: false },
)

/** 30 days, in seconds. */
export const longestExpiresAfter = 2_592_000

const template = Type.Object(
  {
    /** "Customized Template ID" in the Template Library. */
    templateCode: Type.String({ minLength: 1, maxLength: 64 }),
    /** The merchant's configuration, never guessed. */
    kind: Type.Optional(templateKind),
    /** Names of the template's variables; where given, a message that lacks one or holds another is refused. */
    variables: Type.Optional(Type.Array(text)),
    /** Seconds until its messages are no longer sent, where they don't say so themselves; 72 hours without it. */
    expiresAfter: Type.Optional(Type.Integer({ minimum: 1, maximum: longestExpiresAfter })),
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
    ...appCredentialFields,
    webhook: webhookField,
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
const appsFileSchema = Type.Array(app, { minItems: 1 })

export type AppConfig = Omit<Static<typeof app>, keyof typeof appCredentialFields | 'webhook'> & {
  /** Where its events are posted to, if anywhere. */
  webhook?: WebhookTarget
  /** What it has in place of the environment's Client-Id and keys. */
  own?: OwnCredentials
  /** What its requests are signed with; without them those of the platform client. */
  credentials?: Credentials
}
export type TemplateConfig = Static<typeof template>

const schema = Compile(appsFileSchema)

/**
 * `sources` has the variables and files that apps may name for their keys.
 * @throws Error naming the first thing that is wrong in the file
 */
export function readAppsFile(
  file: string,
  sources: Sources = { variables: {}, read: readText },
): AppConfig[] {
  return checkedApps(file, sources.read).map((one) => withOwnCredentials(one, sources))
}

/** The same without the keys, which a machine that builds does not have. @throws as readAppsFile */
export const readTemplates = (file: string): Pick<AppConfig, 'templates'>[] => checkedApps(file, readText)

function checkedApps(file: string, read: Sources['read']): Static<typeof app>[] {
  const apps = parse(file, read)
  if (!schema.Check(apps)) {
    const [first] = schema.Errors(apps)
    // A field that may not be there fails the schema `false`.
    const why = first?.keyword === 'boolean' ? 'is not a field of APPS_FILE: see README.md' : first?.message
    throw new Error(`${first?.instancePath ?? ''} ${why ?? 'is not as README.md says'}`)
  }
  const ids = apps.map(({ appId }) => appId)
  if (new Set(ids).size < ids.length) throw new Error('names an appId twice')
  for (const { appId, templates } of apps) {
    const codes = templates.map(({ templateCode }) => templateCode)
    if (new Set(codes).size < codes.length) throw new Error(`names a templateCode of app ${appId} twice`)
  }
  return apps
}

/** Keys are kept as what Node prints nothing of. */
function withOwnCredentials(
  { clientId, keyVersion, merchantPrivateKey, platformPublicKey, webhook: given, ...one }: Static<typeof app>,
  sources: Sources,
): AppConfig {
  const fields = { clientId, keyVersion, merchantPrivateKey, platformPublicKey }
  try {
    const own = readOwnCredentials(fields, sources)
    const webhook = readWebhook(given, sources)
    return { ...one, ...(own && { own }), ...(webhook && { webhook }) }
  } catch (error) {
    throw new Error(`app ${one.appId}: ${(error as Error).message}`, { cause: error })
  }
}

function parse(file: string, read: Sources['read']): unknown {
  let text
  try {
    text = read(file)
  } catch {
    throw new Error("can't be read: give the path of a JSON file")
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('is not valid JSON')
  }
}
