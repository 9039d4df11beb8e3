import { useRef, useState, useEffect } from 'preact/hooks'
import { translated } from '../console/choose-language.js'
import type { PhoneSession } from '../superapp/phone-routes.js'
import { Console } from './console/console.js'
import type { OpenMessage } from './inbox/message-list.js'
import { useInbox, type LiveInbox } from './inbox/use-inbox.js'
import { Phone } from './phone/phone.js'
import {
  ScreenChoice,
  isProgram,
  programScreen,
  screensOf,
  type Screen,
  type Visit,
} from './phone/screen-choice.js'
import { noteOpened } from './ask.js'
import type { Language } from './texts.js'
import { TopBar, ViewTabs, type View } from './top-bar.js'

/** The phone, which can be folded away, and the console beside it; on narrow screens one of the two. */
export function Page(props: {
  session: PhoneSession
  language: Language
  chooseLanguage: (language: Language) => void
}) {
  const { session, language, chooseLanguage } = props
  const [chosenUserId, chooseUser] = useState(userOfAddress)
  const [view, setView] = useState<View>(location.hash === '' ? 'phone' : 'console')
  const [isFolded, fold] = useFold()
  const [screen, setScreen] = useState<Screen>(screensOf(session)[0] ?? 'inbox')
  const [visit, setVisit] = useState<Visit>({ number: 0, target: undefined })
  // Another seed has other users.
  const user = session.users.find((one) => one.userId === chosenUserId) ?? firstUser(session.users, language)
  const userId = user?.userId ?? ''
  const inbox = useInbox(userId)
  const unread = useUnread(inbox, screen === 'inbox' && !isFolded)
  /** Where a tapped message leads: the program that was open last, since all are the same mini program. */
  const lastProgram = useRef<Screen>(screen)
  if (isProgram(screen)) lastProgram.current = screen

  const showProgram = (): void => setScreen(programScreen(session, lastProgram.current))
  const visitProgram = (target: Visit['target']): void => {
    setVisit(({ number }) => ({ number: number + 1, target }))
    showProgram()
  }
  const switchUser = (chosen: string): void => {
    chooseUser(chosen)
    visitProgram(undefined)
  }
  const openMessage: OpenMessage = ({ messageId, targets }, part) => {
    visitProgram(targets[part])
    setView('phone')
    fold(false)
    // The picture of its way lacks this step if the sandbox is gone; the tap works all the same.
    noteOpened(messageId, part).catch(() => undefined)
  }
  const showPhone = (): void => {
    showProgram()
    setView('phone')
    fold(false)
  }
  return (
    <div class={`page page--${view} ${isFolded ? 'page--folded' : ''}`}>
      <TopBar
        users={session.users}
        userId={userId}
        language={language}
        chooseUser={switchUser}
        chooseLanguage={chooseLanguage}
        isFolded={isFolded}
        unread={unread}
        fold={fold}
      />
      <main class="page__main">
        <div class="page__phone">
          <ScreenChoice session={session} screen={screen} unread={unread} choose={setScreen} />
          <Phone
            session={session}
            userId={userId}
            language={language}
            inbox={inbox}
            screen={screen}
            visit={visit}
            choose={setScreen}
            openMessage={openMessage}
          />
        </div>
        <Console
          session={session}
          userId={userId}
          userName={user ? translated(user.name, language) : ''}
          inbox={inbox}
          openMessage={openMessage}
          showPhone={showPhone}
        />
      </main>
      <ViewTabs view={view} unread={unread} language={language} choose={setView} />
    </div>
  )
}

const foldKey = 'mini-message-sandbox.phone'

/** Whether the phone is folded away, remembered in this browser. On narrow screens it has a view of its own. */
function useFold(): [boolean, (isFolded: boolean) => void] {
  const [isFolded, setFolded] = useState(() => localStorage.getItem(foldKey) === 'folded')
  const fold = (folded: boolean): void => {
    localStorage.setItem(foldKey, folded ? 'folded' : 'open')
    setFolded(folded)
  }
  return [isFolded, fold]
}

const primary = (tag: string): string | undefined => tag.split('-')[0]?.toLowerCase()

/** A link may name the user whose phone it is about: `/?user=2088000000000011`. */
const userOfAddress = (): string => new URLSearchParams(location.search).get('user') ?? ''

/** Who holds the phone until somebody is chosen: the first who reads the page's language, else the first. */
export const firstUser = (
  users: PhoneSession['users'],
  language: Language,
): PhoneSession['users'][number] | undefined =>
  users.find((user) => primary(user.language) === primary(language)) ?? users[0]

/** How many messages came since the inbox was last seen. */
function useUnread({ arrived }: LiveInbox, isSeen: boolean): number {
  const [seen, setSeen] = useState(0)
  useEffect(() => {
    // Fewer than were seen: another user, or a reset.
    if (isSeen || arrived < seen) setSeen(arrived)
  }, [isSeen, arrived, seen])
  return Math.max(0, arrived - seen)
}
