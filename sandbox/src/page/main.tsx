import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { PhoneSession } from '../superapp/phone-session.js'
import { LanguageContext } from './language-context.js'
import { LiveLineContext, openLiveLine } from './live/live-line.js'
import { Page } from './page.js'
import { loadSession } from './server/phone-calls.js'
import { texts } from './texts.js'
import { useLanguage } from './use-language.js'

const line = openLiveLine('/superapp/events')

/** Loads the session, then shows the page; says so if the sandbox is gone. */
function Main() {
  const [language, chooseLanguage] = useLanguage()
  const [session, setSession] = useState<PhoneSession | 'unreachable' | undefined>()
  useEffect(() => {
    loadSession().then(setSession, () => setSession('unreachable'))
  }, [])
  const text = texts[language]
  if (session === undefined) return <p class="notice">{text.loading}</p>
  if (session === 'unreachable') {
    return (
      <p class="notice" role="alert">
        {text.unreachable}
      </p>
    )
  }
  return (
    <LiveLineContext.Provider value={line}>
      <LanguageContext.Provider value={language}>
        <Page session={session} language={language} chooseLanguage={chooseLanguage} />
      </LanguageContext.Provider>
    </LiveLineContext.Provider>
  )
}

const root = document.getElementById('page')
if (root) render(<Main />, root)
