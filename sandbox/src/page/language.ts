import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { texts, type Language, type Texts } from './texts.js'

export const LanguageContext = createContext<Language>('en')

export const useLanguageTag = (): Language => useContext(LanguageContext)

/** The page's words in the chosen language. */
export const useTexts = (): Texts => texts[useLanguageTag()]

const key = 'mini-message-sandbox.language'

/** The page's language, remembered in this browser. */
export function useLanguage(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState(() =>
    firstLanguage(location.search, localStorage.getItem(key), navigator.languages),
  )
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const choose = (chosen: Language): void => {
    localStorage.setItem(key, chosen)
    // The address would win over the choice at the next reload.
    const url = new URL(location.href)
    url.searchParams.delete('lang')
    history.replaceState(history.state, '', url)
    setLanguage(chosen)
  }
  return [language, choose]
}

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
