import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ConsoleSession } from '../contract/console.js'
import type { Ask } from './ask.js'
import { useLanguageTag } from './language.js'

/** Who has come in, and how the server is asked for them. */
export interface Session extends ConsoleSession {
  ask: Ask
}

export const SessionContext = createContext<Session | undefined>(undefined)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('this part of the page is for somebody who has come in')
  return session
}

/** What apps and templates are called, in the page's language or in another one that there is; else by their ids. */
export function useNames() {
  const { apps } = useSession()
  const language = useLanguageTag()
  const inLanguage = (texts: Readonly<Record<string, string>> | undefined) =>
    texts && (texts[language] ?? texts.en ?? Object.values(texts)[0])
  const appOf = (appId: string) => apps.find((one) => one.appId === appId)
  return {
    hasSeveralApps: apps.length > 1,
    app: (appId: string) => inLanguage(appOf(appId)?.name) ?? appId,
    template: (appId: string, templateCode: string) =>
      inLanguage(appOf(appId)?.templates[templateCode]) ?? templateCode,
  }
}
