import type { TemplateText } from './contract.js'
import { toLanguageTag } from './language.js'
import type { LanguagePack, PanelTexts } from './texts/panel-texts.js'

/** What a caller may say about one open. The props of both front ends are these options and a few more. */
export interface SubscribeOptions {
  /** Base address of the merchant backend, e.g. `https://shop.example/api`. No default: INVALID_CONFIG without it. */
  backendUrl: string
  /** Template codes (the platform's "Customized Template ID"). At least one, each once. */
  templateIds: string[]
  /** Replaces `my.getAppIdSync`. @default what the JSAPI says */
  appId?: string
  /** Replaces `my.getSiteInfo`; for AlipayCN `ALIPAY_CN`. @default what the JSAPI says */
  customerBelongsTo?: string
  /** Replaces the first `my.getAuthCode`, on the first open only: a code works once. @default what the JSAPI says */
  authCode?: string
  /** What `my.getAuthCode` asks the user for. @default ['auth_user'] */
  scopes?: string[]
  /** BCP 47. @default the language of the super app or browser, else `en` */
  language?: string
  /** Languages that are not built in, e.g. `[ja]` from `mini-message/languages/ja`. @default none */
  languages?: LanguagePack[]
  /** Texts of the panel that differ from the built-in ones. @default none */
  texts?: Partial<PanelTexts>
  /** Template texts, where the backend serves none. @default what `GET /templates` says */
  templates?: TemplateText[]
  /** Who sends. @default what `GET /templates` says */
  senderName?: string
  /** Address of the sender's logo, https. @default what `GET /templates` says, else the name's first letter */
  senderLogoUrl?: string
  /** Address of the privacy notice. @default what `GET /templates` says */
  privacyUrl?: string
  /** Open to withdraw what was agreed to. @default false */
  manage?: boolean
  /** Show the panel although nothing needs consent. @default false */
  askAgain?: boolean
  /** For opens that no tap asked for: no panel again in this session after REJECT or two CANCELLED. @default false */
  quiet?: boolean
  /** Extra headers for each backend call. @default none */
  headers?: Record<string, string>
  /** Bounds each machine step: bridge, JSAPIs without a dialog, each backend call. Milliseconds. @default 10000 */
  timeoutMs?: number
  /** Bounds the time a person takes to decide, by the wall clock. Milliseconds. @default 600000 */
  personTimeoutMs?: number
}

/** The options of one open, complete. */
export type SubscribeRequest = SubscribeOptions &
  Required<
    Pick<
      SubscribeOptions,
      'scopes' | 'headers' | 'language' | 'languages' | 'templates' | 'timeoutMs' | 'personTimeoutMs'
    >
  >

interface Check {
  isValid(value: unknown): boolean
  /** What the value has to be. */
  expected: string
}

const unchecked: Check = { isValid: () => true, expected: '' }
const duration: Check = {
  isValid: (value) => value === undefined || value === null || Number(value) > 0,
  expected: 'It is milliseconds above 0.',
}

const isLanguagePack = (value: unknown): boolean => {
  const { language, texts } = (value ?? {}) as Partial<Record<keyof LanguagePack, unknown>>
  return typeof language === 'string' && typeof texts === 'object' && texts !== null
}

/** One entry for each option: the compiler misses none of them. */
const checks: Record<keyof SubscribeOptions, Check> = {
  backendUrl: {
    isValid: (value) => typeof value === 'string' && /^(https?:\/)?\/./.test(value),
    expected: 'It is the address of your backend, e.g. https://shop.example/api.',
  },
  templateIds: {
    isValid: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((code, index) => typeof code === 'string' && code && value.indexOf(code) === index),
    expected: 'It is a list of at least one template code, each once.',
  },
  appId: unchecked,
  customerBelongsTo: unchecked,
  authCode: unchecked,
  scopes: unchecked,
  language: unchecked,
  languages: {
    isValid: (value) =>
      value === undefined || value === null || (Array.isArray(value) && value.every(isLanguagePack)),
    expected: 'It is a list of language packs, e.g. [ja] from mini-message/languages/ja.',
  },
  texts: unchecked,
  templates: unchecked,
  senderName: unchecked,
  senderLogoUrl: unchecked,
  privacyUrl: unchecked,
  manage: unchecked,
  askAgain: unchecked,
  quiet: unchecked,
  headers: unchecked,
  timeoutMs: duration,
  personTimeoutMs: duration,
}

export const optionNames = Object.keys(checks) as (keyof SubscribeOptions)[]

/** What is wrong with the options, naming the prop; undefined when nothing is. Takes what JavaScript callers pass. */
export function findOptionError(
  options: Partial<Record<keyof SubscribeOptions, unknown>>,
): string | undefined {
  const wrong = optionNames.find((name) => !checks[name].isValid(options[name]))
  return wrong && `The prop ${wrong} is missing or wrong. ${checks[wrong].expected}`
}

/**
 * Takes in what `configure` is told. It adds languages, so that each pack may come with a call of its own; anything
 * else replaces what was there. A list that is none stays as it is: the next open says what is wrong with it.
 */
export function addOptions(known: Partial<SubscribeOptions>, said: Partial<SubscribeOptions>): void {
  const [before = [], added = []] = [known.languages, said.languages]
  Object.assign(known, said)
  if (!checks.languages.isValid(before) || !checks.languages.isValid(added)) return
  const kept = before.filter(({ language }) => !added.some((one) => one.language === language))
  if (before.length > 0) known.languages = added.concat(kept)
}

export function withDefaults(options: SubscribeOptions, hostLanguage: string | undefined): SubscribeRequest {
  const request: SubscribeRequest = {
    backendUrl: '',
    templateIds: [],
    scopes: ['auth_user'],
    headers: {},
    language: hostLanguage || 'en',
    languages: [],
    templates: [],
    timeoutMs: 10_000,
    personTimeoutMs: 600_000,
  }
  for (const name of optionNames) {
    const value: unknown = options[name]
    // A front end may pass undefined or null for what its user did not set.
    if (value !== undefined && value !== null) Object.assign(request, { [name]: value })
  }
  request.language = toLanguageTag(request.language)
  return request
}
