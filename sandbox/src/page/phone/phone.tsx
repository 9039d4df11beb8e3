import { useRef, useState } from 'preact/hooks'
import { translated } from '../../console/choose-language.js'
import type { PhoneSession } from '../../superapp/phone-session.js'
import { remove } from '../server/ask.js'
import type { OpenMessage } from '../inbox/message-card.js'
import { MessageList } from '../inbox/message-list.js'
import type { LiveInbox } from '../inbox/use-inbox.js'
import { texts, type Language } from '../texts.js'
import { Banner } from './banner.js'
import { Layers } from './layers-view.js'
import { OwnProgram } from './own-program.js'
import { isProgram, programsOf, type Screen, type Visit } from './screens.js'
import { SettingsPage } from './settings/settings-page.js'
import { ShopFrame } from './shop-frame.js'
import { StatusBar } from './status-bar.js'
import { TitleBar } from './title-bar.js'
import { useJsapi } from './use-jsapi.js'
import { useProgramTitle } from './use-program-title.js'

/** One user's phone: a mini program with the super app's layers over it, or the super app's own pages. */
export function Phone(props: {
  session: PhoneSession
  userId: string
  language: Language
  inbox: LiveInbox
  screen: Screen
  visit: Visit
  choose: (screen: Screen) => void
  openMessage: OpenMessage
}) {
  const { session, userId, language, screen, choose } = props
  const { appId, name: names, merchantName } = session.miniProgram
  const text = texts[language]
  const name = translated(names, language)
  const frame = useRef<HTMLIFrameElement>(null)
  const [reloads, setReloads] = useState(0)
  const programs = programsOf(session)
  const isOpen = isProgram(screen)
  // Behind the inbox and the settings the program that was open stays as it was.
  const lastOpen = useRef(programs[0]?.kind)
  if (isOpen) lastOpen.current = screen
  const program = programs.find(({ kind }) => kind === lastOpen.current)
  // One visit of the mini program: another program, user, language, message or reload makes a new one.
  const visit = [program?.url, appId, userId, language, props.visit.number, reloads].join(' ')
  const owner = {
    visit,
    userId,
    appId,
    programUrl: program?.url ?? null,
  }
  const { layer, toast } = useJsapi(owner, frame)
  const page = useProgramTitle(program, visit, frame)
  const titles = { ...text.screens, own: text.own.title, settings: text.settings.title }
  const leave = (): void => {
    if (screen !== 'own') choose('inbox')
    // The sandbox forgets the address; where that fails the program stays.
    else remove('/superapp/own-program').catch(() => undefined)
  }
  return (
    <section class="phone" aria-label={text.phone}>
      <StatusBar />
      <TitleBar
        name={isOpen && program ? (page?.title ?? name) : titles[screen]}
        language={language}
        back={isOpen && !layer ? page?.back : undefined}
        program={
          isOpen && program ? { reload: () => setReloads((count) => count + 1), close: leave } : undefined
        }
      />
      <div class="phone__screen">
        <div class="phone__program" hidden={!isOpen}>
          {program ? (
            <ShopFrame
              key={visit}
              frame={frame}
              program={program}
              target={props.visit.target}
              name={name}
              language={language}
              isCovered={layer !== undefined}
            />
          ) : (
            <OwnProgram />
          )}
        </div>
        {screen === 'inbox' && (
          <div class="phone__home">
            <MessageList messages={props.inbox.messages} language={language} open={props.openMessage} />
          </div>
        )}
        {screen === 'settings' && <SettingsPage userId={userId} name={name} />}
        {isOpen && layer && (
          <Layers
            key={layer.id}
            layer={layer}
            name={name}
            merchantName={translated(merchantName, language)}
            language={language}
          />
        )}
        <Banner message={isOpen ? props.inbox.latest : undefined} open={() => choose('inbox')} />
        <div class="toast-place" role="status">
          {toast && isOpen && <p class="toast">{toast.content}</p>}
        </div>
      </div>
    </section>
  )
}
