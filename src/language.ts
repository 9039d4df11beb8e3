import { en } from './texts/en.js'
import type { LanguagePack, PanelTexts } from './texts/panel-texts.js'
import { zhCN } from './texts/zh-cn.js'
import { zhHK } from './texts/zh-hk.js'

export interface PickedTexts {
  texts: PanelTexts
  /** The language they are in: the wish, or the nearest one there is. */
  language: string
}

/**
 * Codes that ISO 639 replaced and phones still say: Java called Indonesian `in` until version 17, and Android
 * calls Filipino `tl`.
 * @see https://developer.android.com/reference/java/util/Locale, "Legacy language codes"
 */
const replacedCodes: Partial<Record<string, string>> = { in: 'id', iw: 'he', ji: 'yi', tl: 'fil' }

/** The tag as BCP 47 writes it: some super apps write zh_CN, some phones an old code. Takes what JavaScript callers pass. */
export const toLanguageTag = (language: unknown): string =>
  String(language)
    .replace(/_/g, '-')
    .replace(/^[a-z]+/i, (code) => replacedCodes[code.toLowerCase()] ?? code)

/** The texts nearest to a language, from the packs or else built in, with the caller's own on top. */
export function pickTexts(wish: string, packs: LanguagePack[] = [], own?: Partial<PanelTexts>): PickedTexts {
  const language = toLanguageTag(wish)
  const near = packFor(language, packs) ?? builtInFor(language)
  const texts = Object.assign({}, en, near.texts, own)
  // Most super apps have one name everywhere, and a caller may name a single one.
  texts.superApps = Object.assign({}, en.superApps, near.texts.superApps, own?.superApps)
  return { texts, language: own ? language : near.language }
}

/** The lookup of RFC 4647: the tag, then without its last part, and so on. */
function packFor(language: string, packs: LanguagePack[]): LanguagePack | undefined {
  const parts = language.toLowerCase().split('-')
  for (; parts.length > 0; parts.pop()) {
    const pack = packs.find((one) => toLanguageTag(one.language).toLowerCase() === parts.join('-'))
    if (pack) return pack
  }
  return undefined
}

function builtInFor(language: string): LanguagePack {
  if (/^zh-(hant|hk|mo|tw)/i.test(language)) return { language: 'zh-HK', texts: zhHK }
  if (/^zh\b/i.test(language)) return { language: 'zh-CN', texts: zhCN }
  return { language: 'en', texts: en }
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return /^(ar|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/i.test(language) ? 'rtl' : 'ltr'
}
