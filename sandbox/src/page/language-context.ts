import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { texts, type Language, type Texts } from './texts.js'

export const LanguageContext = createContext<Language>('en')

export const useLanguageTag = (): Language => useContext(LanguageContext)

/** The page's words in the chosen language. */
export const useTexts = (): Texts => texts[useLanguageTag()]
