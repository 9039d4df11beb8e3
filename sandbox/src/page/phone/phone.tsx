import type { RefObject } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { translated } from '../../console/choose-language.js'
import type { MessageTarget } from '../../console/message-target.js'
import type { InboxMessage } from '../../superapp/inbox.js'
import type { PhoneSession } from '../../superapp/phone-routes.js'
import { dateFormat } from '../date-format.js'
import { BackIcon, BatteryIcon, CloseIcon, ReloadIcon, SignalIcon, Logo } from '../controls/icons.js'
import type { LiveInbox } from '../inbox/use-inbox.js'
import { MessageList, type OpenMessage } from '../inbox/message-list.js'
import { remove } from '../ask.js'
import { type Language, texts } from '../texts.js'
import { Layers } from './layers-view.js'
import { OwnProgram, shopAddress, useProgramTitle } from './own-program.js'
import { type Program, type Screen, type Visit, isProgram, programsOf } from './screen-choice.js'
import { SettingsPage } from './settings-page.js'
import { useJsapi } from './use-jsapi.js'

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
            <MessageList inbox={props.inbox} language={language} open={props.openMessage} />
          </div>
        )}
        {screen === 'settings' && <SettingsPage userId={userId} name={name} />}
        {isOpen && layer && (
          <Layers
            key={layer.id}
            layer={layer}
            appId={appId}
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

const shownMs = 6000

/** The system's notification of a message that has just come; a tap leads to the inbox. */
export function Banner(props: { message: InboxMessage | undefined; open: () => void }) {
  const { message } = props
  const [hidden, setHidden] = useState<string | undefined>()
  const messageId = message?.messageId
  useEffect(() => {
    if (messageId === undefined) return
    const timer = setTimeout(() => setHidden(messageId), shownMs)
    return () => clearTimeout(timer)
  }, [messageId])
  const isShown = message !== undefined && hidden !== messageId
  return (
    <div class="banner-place" role="status">
      {isShown && (
        <button
          class="banner"
          type="button"
          lang={message.language}
          onClick={() => {
            setHidden(messageId)
            props.open()
          }}
        >
          <Logo appId={message.appId} name={message.sender} class="message__icon" />
          <span class="banner__texts">
            <span class="banner__sender">{message.sender}</span>
            <span class="banner__title">{message.title}</span>
          </span>
        </button>
      )}
    </div>
  )
}

const clockText = (): string =>
  dateFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date())

/** Time and signs of a phone; decoration for screen readers. */
export function StatusBar() {
  const [time, setTime] = useState(clockText)
  useEffect(() => {
    const timer = setInterval(() => setTime(clockText()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div class="status-bar" aria-hidden="true">
      <span>{time}</span>
      <span class="status-bar__signs">
        <SignalIcon />
        <BatteryIcon />
      </span>
    </div>
  )
}

/** The name of the mini program or of its page, the way back, and the capsule with what the super app can do. */
export function TitleBar(props: {
  name: string
  language: Language
  /** Undefined on a program's first page. */
  back: (() => void) | undefined
  /** Undefined where no mini program is open: then there is no capsule. */
  program: { reload: () => void; close: () => void } | undefined
}) {
  const text = texts[props.language]
  return (
    <div class="title-bar">
      {props.back && (
        <button class="title-bar__back" type="button" aria-label={text.back} onClick={props.back}>
          <BackIcon />
        </button>
      )}
      <h2 class="title-bar__name">{props.name}</h2>
      {props.program && (
        <div class="capsule">
          <button
            class="capsule__button"
            type="button"
            aria-label={text.reloadProgram}
            onClick={props.program.reload}
          >
            <ReloadIcon />
          </button>
          <button
            class="capsule__button"
            type="button"
            aria-label={text.closeProgram}
            onClick={props.program.close}
          >
            <CloseIcon />
          </button>
        </div>
      )}
    </div>
  )
}

/** The mini program in its own frame: its scripts run, but it can't leave the phone. */
export function ShopFrame(props: {
  frame: RefObject<HTMLIFrameElement>
  program: Program
  target: MessageTarget | undefined
  name: string
  language: Language
  isCovered: boolean
}) {
  const { program, target, language, name } = props
  const text = texts[language]
  const { isCovered } = props
  const wasCovered = useRef(isCovered)
  useEffect(() => {
    // Whoever answered by keyboard goes on in the program.
    if (wasCovered.current && !isCovered && document.activeElement === document.body) {
      props.frame.current?.focus()
    }
    wasCovered.current = isCovered
  }, [isCovered])
  const address = useMemo(() => shopAddress(program, language, target), [program.url, language, target])
  return (
    <iframe
      ref={props.frame}
      class="shop-frame"
      title={text.programFrame(name)}
      src={address}
      sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-popups"
      inert={isCovered}
    />
  )
}
