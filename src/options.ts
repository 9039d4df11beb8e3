import type { TemplateText } from './contract.js'
import type { PanelTexts } from './texts/panel-texts.js'

/** What a caller may say about one open. Every front end's props become this. */
export interface SubscribeOptions {
  /** Base address of the merchant backend, e.g. `https://shop.example/api`. No default: INVALID_CONFIG without it. */
  backendUrl: string
  /** Template codes (the platform's "Customized Template ID"). At least one. */
  templateIds: string[]
  /** Replaces `my.getAppIdSync`. */
  appId?: string
  /** Replaces `my.getSiteInfo`; for AlipayCN `ALIPAY_CN`. */
  customerBelongsTo?: string
  /** Replaces the first `my.getAuthCode`, on the first open only: a code works once. */
  authCode?: string
  /** @default ['auth_user'] */
  scopes?: string[]
  /** BCP 47. @default the host's language, else `en` */
  language?: string
  /** Texts of the panel that differ from the built-in ones, or a language that is not built in. */
  texts?: Partial<PanelTexts>
  /** Template texts, where the backend serves none. */
  templates?: TemplateText[]
  /** Who sends. @default what `GET /templates` says */
  senderName?: string
  /** Address of the privacy notice. @default what `GET /templates` says */
  privacyUrl?: string
  /** Open to withdraw what was agreed to. @default false */
  manage?: boolean
  /** Show the panel although nothing needs consent. @default false */
  askAgain?: boolean
  /** For opens that no tap asked for: no panel again in this session after REJECT or two CANCELLED. @default false */
  quiet?: boolean
  /** Extra headers for each backend call. */
  headers?: Record<string, string>
  /** Bounds each machine step: bridge, JSAPIs without a dialog, each backend call. Milliseconds. @default 10000 */
  timeoutMs?: number
  /** Bounds a person's deciding, by the wall clock. Milliseconds. @default 600000 */
  personTimeoutMs?: number
}
