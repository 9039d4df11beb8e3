import type { TemplateText } from './contract.js'
import type { PanelTexts } from './texts/panel-texts.js'

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
  /** Texts of the panel that differ from the built-in ones, or a language that is not built in. @default none */
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
    Pick<SubscribeOptions, 'scopes' | 'headers' | 'language' | 'templates' | 'timeoutMs' | 'personTimeoutMs'>
  >

/** One kind of value: what may be passed for it, and what it becomes. */
interface Kind {
  /**
   * The value as the flow uses it: the one that was passed, or a mended one. Undefined where none can be made of it.
   */
  read(passed: unknown): unknown
  /** What the value has to be. */
  expected: string
}

/** A number is written out, unless it is so long that it has lost digits, as a template code's would have. */
const readText = (passed: unknown): string | undefined =>
  typeof passed === 'string' ? passed : Number.isSafeInteger(passed) ? String(passed) : undefined

/** Every entry by the rule of one. */
function readEach(passed: unknown, read: (one: unknown) => unknown): unknown[] | undefined {
  if (!Array.isArray(passed)) return undefined
  const entries: unknown[] = passed.map(read)
  if (entries.includes(undefined)) return undefined
  return entries.every((one, index) => one === passed[index]) ? (passed as unknown[]) : entries
}

/** In a template, one string is easily written where a list is meant. */
const readTexts = (passed: unknown): unknown[] | undefined =>
  readEach(
    typeof passed === 'string' && /^[\w-]+(, *[\w-]+)*$/.test(passed) ? passed.split(/, */) : passed,
    (one) => readText(one) || undefined,
  )

/** Strings by name. JSAPIs take no others: numbers are written out, what is empty is left out. */
function readWords(passed: unknown, hasGroups = true): object | undefined {
  if (typeof passed !== 'object' || passed === null || Array.isArray(passed)) return undefined
  const words: Record<string, unknown> = {}
  let isMended = false
  for (const [name, one] of Object.entries(passed as Record<string, unknown>)) {
    const isEmpty = one === undefined || one === null
    const isSimple = typeof one === 'number' || typeof one === 'boolean'
    const word = isSimple ? String(one) : hasGroups && typeof one === 'object' ? readWords(one, false) : one
    if (!isEmpty && typeof word !== 'string' && !(hasGroups && typeof word === 'object')) return undefined
    if (!isEmpty) words[name] = word
    if (word !== one || isEmpty) isMended = true
  }
  return isMended ? words : passed
}

function readTemplate(passed: unknown): unknown {
  const { templateCode, title } = Object(passed) as { templateCode?: unknown; title?: unknown }
  const code = readText(templateCode)
  if (!code || !title) return undefined
  return code === templateCode ? passed : { ...(passed as object), templateCode: code }
}

const text: Kind = { read: readText, expected: 'It is a string.' }
const flag: Kind = {
  read: (passed) =>
    typeof passed === 'boolean'
      ? passed
      : ['true', 1].includes(passed as string)
        ? true
        : ['false', 0].includes(passed as string)
          ? false
          : undefined,
  expected: 'It is true or false, no string: ="{{false}}" in a template.',
}
const words: Kind = { read: (passed) => readWords(passed), expected: 'It is an object of strings.' }
const duration: Kind = {
  read(passed) {
    const ms = typeof passed === 'string' ? Number(passed) : passed
    return (ms as number) > 0 ? ms : undefined
  },
  expected: 'It is a number of milliseconds above 0.',
}

/** One entry for each option: the compiler misses none of them. */
const kinds: Record<keyof SubscribeOptions, Kind> = {
  backendUrl: {
    read: (passed) => (/^(https?:\/)?\/./.test(readText(passed) ?? '') ? passed : undefined),
    expected: 'It is the address of your backend, e.g. https://shop.example/api.',
  },
  templateIds: {
    read(passed) {
      const codes = readTexts(passed) ?? []
      return codes.length > 0 && new Set(codes).size === codes.length ? codes : undefined
    },
    expected: 'It is a list of at least one template code, each a string and once.',
  },
  appId: text,
  customerBelongsTo: text,
  authCode: text,
  scopes: { read: readTexts, expected: 'It is a list of strings.' },
  language: text,
  texts: words,
  templates: {
    read: (passed) => readEach(passed, readTemplate),
    expected: 'It is a list of objects, each with templateCode and title.',
  },
  senderName: text,
  senderLogoUrl: text,
  privacyUrl: text,
  manage: flag,
  askAgain: flag,
  quiet: flag,
  headers: { ...words, read: (passed) => readWords(passed, false) },
  timeoutMs: duration,
  personTimeoutMs: duration,
}

export const optionNames = Object.keys(kinds) as (keyof SubscribeOptions)[]

/** A front end may pass undefined or null for what its user did not set, and a template an empty string. */
export const saysNothing = (passed: unknown): boolean =>
  passed === undefined || passed === null || passed === ''

/** Names no value: it may be a code or a token. */
const wrongNote = (name: string, { expected }: Kind): string =>
  `The prop ${name} is missing or wrong. ${expected}`
const mendedNote = (name: string, { expected }: Kind): string => `The prop ${name} was mended. ${expected}`

/** Reads a boolean prop that is no option of the flow. What is none counts as false and, like what was mended, is told. */
export function readFlag(name: string, passed: unknown, tell: (note: string) => void): boolean {
  if (saysNothing(passed)) return false
  const value = flag.read(passed)
  if (value === undefined) tell(wrongNote(name, flag))
  else if (value !== passed) tell(mendedNote(name, flag))
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
    templates: [],
    timeoutMs: 10_000,
    personTimeoutMs: 600_000,
  }
  const read: ReadOptions = { request, notes: [] }
  for (const name of optionNames) {
    const passed = options[name]
    const isNeeded = name === 'backendUrl' || name === 'templateIds'
    if (saysNothing(passed) && !isNeeded) continue
    const value = kinds[name].read(passed)
    if (value === undefined) read.wrong ??= wrongNote(name, kinds[name])
    else Object.assign(request, { [name]: value })
    if (value !== undefined && value !== passed) read.notes.push(mendedNote(name, kinds[name]))
  }
  return read
}
