import { useEffect, useState } from 'preact/hooks'
import { firstLanguage } from './first-language.js'
import type { Language } from './texts.js'

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
