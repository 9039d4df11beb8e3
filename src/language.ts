import { en } from './texts/en.js'
import type { PanelTexts } from './texts/panel-texts.js'
import { zhCN } from './texts/zh-cn.js'
import { zhHK } from './texts/zh-hk.js'

export interface PickedTexts {
  texts: PanelTexts
  /** The language they are in: the wish, or the nearest one built in. */
  language: string
}

/** The built-in texts nearest to a language, with the caller's own on top. */
export function pickTexts(wish: string, own?: Partial<PanelTexts>): PickedTexts {
  // Some super apps write zh_CN.
  const language = wish.replace('_', '-')
  const [near, texts]: [string, PanelTexts] = /^zh-(hant|hk|mo|tw)/i.test(language)
    ? ['zh-HK', zhHK]
    : /^zh\b/i.test(language)
      ? ['zh-CN', zhCN]
      : ['en', en]
  return { texts: Object.assign({}, texts, own), language: own ? language : near }
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return /^(ar|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/i.test(language) ? 'rtl' : 'ltr'
}
