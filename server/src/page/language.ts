import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { languages, momentOf, type Language } from '../console/sentence.js'
import { texts, type Texts } from './texts.js'

export const LanguageContext = createContext<Language>('en')

export const useLanguageTag = (): Language => useContext(LanguageContext)

/** The page's words in the chosen language. */
export const useTexts = (): Texts => texts[useLanguageTag()]

/** The page's language: the browser's first, until another one is chosen. Nothing is stored. */
export function useLanguage(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState(() => firstLanguage(navigator.languages))
  useEffect(() => {
    document.documentElement.lang = language
    document.title = texts[language].title
  }, [language])
  return [language, setLanguage]
}

export function firstLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.split('-')[0]?.toLowerCase()
    const known = languages.find((one) => one.split('-')[0] === primary)
    if (known) return known
  }
  return 'en'
}

/** How this page writes times, in the chosen language. */
export function useTimes() {
  const language = useLanguageTag()
  const locale = language === 'en' ? 'en-GB' : language
  const full = new Intl.DateTimeFormat(locale, {
    ...({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const),
    hourCycle: 'h23',
  })
  return {
    /** To the second. */
    full: (iso: string) => full.format(new Date(iso)),
    moment: (ms: number) => momentOf(ms, language, { now: Date.now() }),
  }
}

/** `350 ms`, `4.2 s`, `3 min`, `5 h`, `2 d`: two figures are enough to judge by. */
export function durationText(ms: number): string {
  const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000]
  if (ms < second) return `${Math.round(ms)} ms`
  if (ms < 10 * second) return `${(ms / second).toFixed(1)} s`
  if (ms < 2 * minute) return `${Math.round(ms / second)} s`
  if (ms < 2 * hour) return `${Math.round(ms / minute)} min`
  if (ms < 2 * day) return `${Math.round(ms / hour)} h`
  return `${Math.round(ms / day)} d`
}
