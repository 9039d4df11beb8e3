import { useRef, useState } from 'preact/hooks'
import { translated } from '../../console/choose-language.js'
import type { PhoneSession } from '../../superapp/phone-session.js'
import type { LiveInbox } from '../inbox/use-inbox.js'
import { MessageList } from '../inbox/message-list.js'
import { texts, type Language } from '../texts.js'
import { AlertBox } from './alert-box.js'
import { AuthorizationSheet } from './authorization-sheet.js'
import { Banner } from './banner.js'
import { ShopFrame } from './shop-frame.js'
import { StatusBar } from './status-bar.js'
import { TitleBar } from './title-bar.js'
import { useJsapi } from './use-jsapi.js'

/** One user's phone: the mini program with the super app's layers over it, or the super app's own inbox. */
export function Phone(props: {
  session: PhoneSession
  userId: string
  language: Language
  inbox: LiveInbox
  isProgramOpen: boolean
  openProgram: (isOpen: boolean) => void
  openInbox: () => void
}) {
  const { session, userId, language, isProgramOpen, openProgram } = props
  const { appId, name: names, merchantName } = session.miniProgram
  const text = texts[language]
  const name = translated(names, language)
  const frame = useRef<HTMLIFrameElement>(null)
  const [reloads, setReloads] = useState(0)
  // One visit of the mini program: another user, language or reload makes a new one.
  const visit = `${userId} ${language} ${reloads}`
  const owner = { visit, userId, appId, siteName: session.siteName, h5Url: session.h5Url }
  const { layer, toast } = useJsapi(owner, frame)
  const program = { reload: () => setReloads((count) => count + 1), close: () => openProgram(false) }
  return (
    <section class="phone" aria-label={text.phone}>
      <StatusBar />
      <TitleBar
        name={isProgramOpen ? name : text.inbox}
        language={language}
        program={isProgramOpen ? program : undefined}
      />
      <div class="phone__screen">
        <div class="phone__program" hidden={!isProgramOpen}>
          <ShopFrame
            key={visit}
            frame={frame}
            h5Url={session.h5Url}
            name={name}
            language={language}
            isCovered={layer !== undefined}
          />
        </div>
        {!isProgramOpen && (
          <div class="phone__home">
            <button class="button button--main" type="button" onClick={() => openProgram(true)}>
              {text.openProgram(name)}
            </button>
            <MessageList messages={props.inbox.messages} language={language} open={() => openProgram(true)} />
          </div>
        )}
        {layer?.kind === 'authorization' && (
          <AuthorizationSheet
            layer={layer}
            name={name}
            merchantName={translated(merchantName, language)}
            language={language}
          />
        )}
        {layer?.kind === 'alert' && <AlertBox layer={layer} language={language} />}
        <Banner message={isProgramOpen ? props.inbox.latest : undefined} open={props.openInbox} />
        <div class="toast-place" role="status">
          {toast && isProgramOpen && <p class="toast">{toast.content}</p>}
        </div>
      </div>
    </section>
  )
}
