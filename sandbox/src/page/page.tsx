import { useState } from 'preact/hooks'
import { translated } from '../console/choose-language.js'
import type { PhoneSession } from '../superapp/phone-session.js'
import { MessageList } from './inbox/message-list.js'
import { useInbox } from './inbox/use-inbox.js'
import { Phone } from './phone/phone.js'
import { texts, type Language } from './texts.js'
import { TopBar } from './top-bar.js'
import { useUnread } from './use-unread.js'
import { ViewTabs, type View } from './view-tabs.js'

/** The phone, and the inbox beside it; on narrow screens one of the two. */
export function Page(props: {
  session: PhoneSession
  language: Language
  chooseLanguage: (language: Language) => void
}) {
  const { session, language, chooseLanguage } = props
  const text = texts[language]
  const [userId, chooseUser] = useState(session.users[0]?.userId ?? '')
  const [view, setView] = useState<View>('phone')
  const [isProgramOpen, openProgram] = useState(true)
  const inbox = useInbox(userId)
  const unread = useUnread(inbox, view === 'inbox')
  const user = session.users.find((one) => one.userId === userId)

  const switchUser = (chosen: string): void => {
    chooseUser(chosen)
    openProgram(true)
  }
  const openFromInbox = (): void => {
    openProgram(true)
    setView('phone')
  }
  const openInbox = (): void => {
    // Beside the phone the inbox is seen already: then the phone shows its own.
    if (matchMedia('(min-width: 860px)').matches) openProgram(false)
    else setView('inbox')
  }
  return (
    <div class={`page page--${view}`}>
      <TopBar
        users={session.users}
        userId={userId}
        language={language}
        chooseUser={switchUser}
        chooseLanguage={chooseLanguage}
      />
      <main class="page__main">
        <Phone
          session={session}
          userId={userId}
          language={language}
          inbox={inbox}
          isProgramOpen={isProgramOpen}
          openProgram={openProgram}
          openInbox={openInbox}
        />
        <section class="inbox" aria-labelledby="inbox-title">
          <h2 id="inbox-title" class="inbox__title">
            {text.inboxOf(user ? translated(user.name, language) : '')}
          </h2>
          <MessageList messages={inbox.messages} language={language} open={openFromInbox} />
        </section>
      </main>
      <ViewTabs view={view} unread={unread} language={language} choose={setView} />
    </div>
  )
}
