import { ApiError } from '../api-error.js'
import type { AppSite } from '../platform/apply-token.js'
import type { AppConfig, TemplateConfig } from './app-config.js'

export type TemplateKind = 'ONE_TIME' | 'LONG_TERM'

export const kindOf = (template: TemplateConfig): TemplateKind => template.kind ?? 'LONG_TERM'

/** A mini program as it runs in one super app. */
export interface KnownApp {
  site: AppSite
  config: AppConfig
}

/** The configured mini programs. What isn't configured is refused. */
export class Apps {
  readonly #apps: readonly AppConfig[]

  constructor(apps: readonly AppConfig[]) {
    this.#apps = apps
  }

  /** Every mini program in every super app it runs in. */
  sites(): Pick<AppSite, 'appId' | 'customerBelongsTo'>[] {
    return this.#apps.flatMap(({ appId, sites }) =>
      sites.map((customerBelongsTo) => ({ appId, customerBelongsTo })),
    )
  }

  /** @throws ApiError APP_NOT_ALLOWED */
  require({ appId, customerBelongsTo }: Pick<AppSite, 'appId' | 'customerBelongsTo'>): KnownApp {
    const config = this.#apps.find((app) => app.appId === appId)
    if (!config?.sites.includes(customerBelongsTo)) {
      throw new ApiError(
        'APP_NOT_ALLOWED',
        config
          ? `app ${appId} is not configured for ${customerBelongsTo}: add it to "sites" in APPS_FILE`
          : `app ${appId} is not configured on this server: add it to APPS_FILE`,
      )
    }
    const { authClientId } = config
    return { config, site: { appId, customerBelongsTo, ...(authClientId !== undefined && { authClientId }) } }
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
