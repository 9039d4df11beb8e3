import { useMemo, useState } from 'preact/hooks'
import { ChoiceGroup, LockIcon } from './controls/controls.js'
import { LanguageContext, useLanguage, useTexts } from './language.js'
import { LogView } from './log-view.js'
import { Login } from './login.js'
import { OverviewView } from './overview/overview-view.js'
import { hashOf, usePlace, views, type Place } from './place.js'
import { SessionContext, type Session } from './session.js'
import type { Language } from '../console/sentence.js'
import { WhyView } from './why/why-view.js'

/** Who has come in, is known as long as this page is open: nothing is stored. */
export function Page() {
  const [language, chooseLanguage] = useLanguage()
  const [session, setSession] = useState<Session | undefined>()
  const [refusal, setRefusal] = useState<string | undefined>()
  const place = usePlace()
  const lock = (why?: string): void => {
    setSession(undefined)
    setRefusal(why)
  }
  const enter = (entered: Session): void => {
    setRefusal(undefined)
    setSession(entered)
  }
  return (
    <LanguageContext.Provider value={language}>
      <div class="page">
        <TopBar
          session={session}
          place={place}
          language={language}
          chooseLanguage={chooseLanguage}
          lock={() => lock()}
        />
        {session ? (
          <SessionContext.Provider value={session}>
            <main class="page__main">
              <ViewOf place={place} />
            </main>
          </SessionContext.Provider>
        ) : (
          <Login refusal={refusal} enter={enter} lose={lock} />
        )}
      </div>
    </LanguageContext.Provider>
  )
}

function ViewOf({ place }: { place: Place }) {
  switch (place.view) {
    case 'overview':
      return <OverviewView />
    case 'log':
      return <LogView />
    default:
      return <WhyView message={place.message} />
  }
}

const languageChoices = [
  { value: 'en', label: 'EN', name: 'English', lang: 'en' },
  { value: 'zh-CN', label: '中文', lang: 'zh-CN' },
] as const

function TopBar(props: {
  session: Session | undefined
  place: Place
  language: Language
  chooseLanguage: (language: Language) => void
  lock: () => void
}) {
  const text = useTexts()
  const { session } = props
  const links = useMemo(() => views.map((view) => ({ view, href: hashOf({ view }) })), [])
  return (
    <header class="top-bar">
      <p class="top-bar__brand">
        mini-message <span class="top-bar__part">{text.brand}</span>
      </p>
      {session && (
        <nav class="top-bar__views" aria-label={text.views}>
          {links.map(({ view, href }) => (
            <a
              key={view}
              class="top-bar__view"
              href={href}
              aria-current={props.place.view === view ? 'page' : undefined}
            >
              {text.view[view]}
            </a>
          ))}
        </nav>
      )}
      <div class="top-bar__end">
        {session && (
          <button class="small-button" type="button" title={text.lockHint} onClick={props.lock}>
            <LockIcon />
            <span class="top-bar__who">{session.name}</span>
            <span class="unseen">: {text.lock}</span>
          </button>
        )}
        <ChoiceGroup
          legend={text.language}
          choices={languageChoices}
          chosen={props.language}
          choose={props.chooseLanguage}
        />
      </div>
    </header>
  )
}
