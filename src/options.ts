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

/** A number is written out, unless it is so long that it has lost digits, as a template code's would have. */
const readText = (passed: unknown): string | undefined =>
  typeof passed === 'string' ? passed : Number.isSafeInteger(passed) ? String(passed) : undefined

/** Every entry by the rule of one. */
function readEach(passed: unknown, read: (one: unknown) => unknown): unknown[] | undefined {
  const list: unknown[] | undefined = Array.isArray(passed) ? passed.map(read) : undefined
  return list?.includes(undefined) ? undefined : list
}

/** In a template, one string is easily written where a list is meant. */
const readTexts = (passed: unknown): unknown[] | undefined =>
  readEach(
    typeof passed === 'string' && /^[\w ,-]+$/.test(passed) ? passed.split(/, */) : passed,
    (one) => readText(one) || undefined,
  )

/** Strings by name, since JSAPIs take no others. What is empty is left out; `depth` 1 takes objects of strings too. */
function readWords(passed: unknown, depth: number): object | undefined {
  if (typeof passed !== 'object' || Array.isArray(passed)) return undefined
  const words: Record<string, unknown> = {}
  for (const [name, one] of Object.entries(passed as object)) {
    if (one === undefined || one === null) continue
    const isSimple = typeof one !== 'object' && typeof one !== 'function'
    words[name] = isSimple ? String(one) : depth > 0 ? readWords(one, depth - 1) : undefined
  }
  return Object.values(words).includes(undefined) ? undefined : words
}

function readTemplate(passed: unknown): unknown {
  const template = Object(passed) as Partial<TemplateText>
  const templateCode = readText(template.templateCode)
  return templateCode && template.title ? { ...template, templateCode } : undefined
}

const isLanguagePack = (value: unknown): boolean => {
  const { language, texts } = Object(value) as Partial<Record<keyof LanguagePack, unknown>>
  return typeof language === 'string' && typeof texts === 'object' && texts !== null
}

/**
 * What each kind of value becomes; undefined where none can be made of what was passed. JavaScript callers and
 * templates pass anything, so what is clearly meant is mended.
 */
const readers = {
  text: readText,
  texts: readTexts,
  flag: (passed: unknown): unknown =>
    /^(true|1)$/.test(String(passed)) ? true : /^(false|0)$/.test(String(passed)) ? false : undefined,
  duration: (passed: unknown): unknown => (Number(passed) > 0 ? Number(passed) : undefined),
  address: (passed: unknown): unknown => (/^(https?:\/)?\/./.test(String(passed)) ? passed : undefined),
  codes(passed: unknown): unknown {
    const codes = readTexts(passed)
    return codes?.length && new Set(codes).size === codes.length ? codes : undefined
  },
  packs: (passed: unknown): unknown =>
    Array.isArray(passed) && passed.every(isLanguagePack) ? passed : undefined,
  templates: (passed: unknown): unknown => readEach(passed, readTemplate),
  headers: (passed: unknown): unknown => readWords(passed, 0),
  words: (passed: unknown): unknown => readWords(passed, 1),
}

type Kind = keyof typeof readers

/** What a value of each kind has to be; only builds for developers say it. */
const expected: Record<Kind, string> = {
  text: 'It is a string.',
  texts: 'It is a list of strings.',
  flag: 'It is true or false, not a string: ="{{false}}" in a template.',
  duration: 'It is a number of milliseconds above 0.',
  address: 'It is the address of your backend, e.g. https://shop.example/api.',
  codes: 'It is a list of at least one template code, each a string and once.',
  packs: 'It is a list of language packs, e.g. [ja] from mini-message/languages/ja.',
  templates: 'It is a list of objects, each with templateCode and title.',
  headers: 'It is an object of strings.',
  words: 'It is an object of strings.',
}

/** One entry for each option: the compiler misses none of them. */
const kinds: Record<keyof SubscribeOptions, Kind> = {
  backendUrl: 'address',
  templateIds: 'codes',
  appId: 'text',
  customerBelongsTo: 'text',
  authCode: 'text',
  scopes: 'texts',
  language: 'text',
  languages: 'packs',
  texts: 'words',
  templates: 'templates',
  senderName: 'text',
  senderLogoUrl: 'text',
  privacyUrl: 'text',
  manage: 'flag',
  askAgain: 'flag',
  quiet: 'flag',
  headers: 'headers',
  timeoutMs: 'duration',
  personTimeoutMs: 'duration',
}

export const optionNames = Object.keys(kinds) as (keyof SubscribeOptions)[]

/**
 * Takes in the options of `configure`. It adds languages, so that each pack may come with a call of its own; every other
 * option replaces the earlier one. A list that is not valid stays as it is: the next open says what is wrong with it.
 */
export function addOptions(known: Partial<SubscribeOptions>, more: Partial<SubscribeOptions>): void {
  const [before = [], added = []] = [known.languages, more.languages]
  Object.assign(known, more)
  if (!readers.packs(before) || !readers.packs(added)) return
  const kept = before.filter(({ language }) => !added.some((one) => one.language === language))
  if (before.length > 0) known.languages = added.concat(kept)
}

/** A front end may pass undefined or null for what its user did not set, and a template an empty string. */
export const saysNothing = (passed: unknown): boolean =>
  passed === undefined || passed === null || passed === ''

/** Whether a prop was mended or is wrong, for the developer. It never holds the value, which may be a token. */
function noteOn(name: string, kind: Kind, passed: unknown, value: unknown): string | undefined {
  if (JSON.stringify(value) === JSON.stringify(passed) && value !== undefined) return undefined
  const what = `The prop ${name} ${value === undefined ? 'is missing or wrong' : 'was mended'}.`
  return __DEV__ ? `${what} ${expected[kind]}` : what
}

/** Reads a boolean prop that is not an option of the flow. A value that can't be read counts as false. */
export function readFlag(name: string, passed: unknown, warn: (note: string) => void): boolean {
  if (saysNothing(passed)) return false
  const value = readers.flag(passed)
  const note = noteOn(name, 'flag', passed, value)
  if (note) warn(note)
  return Boolean(value)
}

export interface ReadOptions {
  /** Complete. */
  request: SubscribeRequest
  /** What can't be used, naming the prop. */
  wrong?: string
  /** What was mended, for the developer. */
  notes: string[]
}

/** The options of one open, each checked and mended by the rule of its kind. Takes what JavaScript callers pass. */
export function readOptions(
  options: Partial<Record<keyof SubscribeOptions, unknown>>,
  hostLanguage: string | undefined,
): ReadOptions {
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
  const read: ReadOptions = { request, notes: [] }
  for (const name of optionNames) {
    const passed = options[name]
    const isNeeded = name === 'backendUrl' || name === 'templateIds'
    if (saysNothing(passed) && !isNeeded) continue
    const kind = kinds[name]
    const value = readers[kind](passed)
    const note = noteOn(name, kind, passed, value)
    if (value !== undefined) Object.assign(request, { [name]: value })
    if (note && value === undefined) read.wrong ??= note
    else if (note) read.notes.push(note)
  }
  request.language = toLanguageTag(request.language)
  return read
}
