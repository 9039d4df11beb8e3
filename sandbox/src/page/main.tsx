import { render } from 'preact'
import { useState } from 'preact/hooks'
import type { PhoneSession } from '../superapp/phone-routes.js'
import { MiniProgramContext } from './controls/icons.js'
import { LanguageContext, useLanguage } from './language.js'
import { LiveLineContext, openLiveLine, useLiveEvents, useResource } from './live.js'
import { Page } from './page.js'
import { texts } from './texts.js'

const line = openLiveLine('/superapp/events')

/** The page of the session as it stands: another seed brings other users. Says so if the sandbox is gone. */
function Main() {
  const [language, chooseLanguage] = useLanguage()
  const session = useResource<PhoneSession>('/superapp/session')
  const [isCut, setCut] = useState(false)
  useLiveEvents(({ type }) => setCut(type === 'disconnected'), [])
  const text = texts[language]
  if (session === undefined) {
    return isCut ? (
      <p class="notice" role="alert">
        {text.unreachable}
      </p>
    ) : (
      <p class="notice">{text.loading}</p>
    )
  }
  return (
    <LanguageContext.Provider value={language}>
      <MiniProgramContext.Provider value={session.miniProgram}>
        <Page session={session} language={language} chooseLanguage={chooseLanguage} />
      </MiniProgramContext.Provider>
    </LanguageContext.Provider>
  )
}

const root = document.getElementById('page')
if (root) {
  const page = (
    <LiveLineContext.Provider value={line}>
      <Main />
    </LiveLineContext.Provider>
  )
  render(page, root)
}
