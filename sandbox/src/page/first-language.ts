import type { Language } from './texts.js'

/** The page's first language: as the address says, as chosen last time, as the browser asks. */
export function firstLanguage(query: string, remembered: string | null, wanted: readonly string[]): Language {
  const asked = [new URLSearchParams(query).get('lang'), remembered, ...wanted]
  for (const tag of asked) {
    const primary = tag?.split('-')[0]?.toLowerCase()
    if (primary === 'zh') return 'zh-CN'
    if (primary === 'en') return 'en'
  }
  return 'en'
}
