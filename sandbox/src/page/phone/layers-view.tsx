import type { JsapiOptions } from '../../bridge/protocol.js'
import type { PanelNeeded, PanelChoice } from '../../superapp/request-subscribe-message.js'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { translated } from '../../console/choose-language.js'
import { Logo } from '../controls/icons.js'
import { useLanguageTag, useTexts } from '../language.js'
import { type Language, texts } from '../texts.js'

/** The user's answer on an authorization page; with allow, the scopes that he did not let through. */
export interface PageChoice {
  answer: 'allow' | 'refuse' | 'back'
  refused?: readonly string[]
}

/** What the super app lays over the mini program; the first in the list is shown, the others wait. */
export type Layer =
  | {
      kind: 'authorization'
      id: number
      scopes: readonly string[]
      answer: (choice: PageChoice) => void
    }
  | { kind: 'panel'; id: number; panel: PanelNeeded['panel']; answer: (choice: PanelChoice) => void }
  | { kind: 'alert'; id: number; content: JsapiOptions['alert']; close: () => void }

export interface Toast {
  id: number
  content: string
}

/** The super app's layer over the mini program. */
export function Layers(props: {
  layer: Layer
  appId: string
  name: string
  merchantName: string
  language: Language
}) {
  const { layer, appId, name, merchantName, language } = props
  switch (layer.kind) {
    case 'authorization':
      return (
        <AuthorizationSheet
          layer={layer}
          appId={appId}
          name={name}
          merchantName={merchantName}
          language={language}
        />
      )
    case 'panel':
      return <SubscribePanel layer={layer} name={name} />
    case 'alert':
      return <AlertBox layer={layer} language={language} />
  }
}

/** The super app's authorization page: who asks, what for, and two answers of equal size. */
function AuthorizationSheet(props: {
  layer: Extract<Layer, { kind: 'authorization' }>
  appId: string
  name: string
  merchantName: string
  language: Language
}) {
  const { layer, appId, name, merchantName } = props
  const text = texts[props.language]
  const title = useId()
  const note = useId()
  const sheet = useRef<HTMLDivElement>(null)
  const [refused, setRefused] = useState<readonly string[]>([])
  useEffect(() => sheet.current?.focus(), [layer.id])
  // One scope is answered by the buttons alone.
  const hasBoxes = layer.scopes.length > 1
  const tick = (scope: string, isTicked: boolean): void =>
    setRefused((scopes) => (isTicked ? scopes.filter((one) => one !== scope) : [...scopes, scope]))
  return (
    <div class="layer">
      <div
        ref={sheet}
        class="sheet"
        role="dialog"
        aria-labelledby={title}
        aria-describedby={note}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key === 'Escape') layer.answer({ answer: 'back' })
        }}
      >
        <Logo appId={appId} name={name} class="sheet__icon" />
        <h2 id={title} class="sheet__title">
          {text.asksFor(name)}
        </h2>
        <ul class="sheet__scopes">
          {layer.scopes.map((scope) => (
            <li key={scope} class="sheet__scope">
              {hasBoxes ? (
                <label class="tick">
                  <input
                    type="checkbox"
                    checked={!refused.includes(scope)}
                    onChange={(event) => tick(scope, event.currentTarget.checked)}
                  />
                  <span>{text.scopes[scope] ?? scope}</span>
                </label>
              ) : (
                <span>{text.scopes[scope] ?? scope}</span>
              )}
              <code class="sheet__code">{scope}</code>
            </li>
          ))}
        </ul>
        <p class="sheet__merchant">
          {text.operatedBy} {merchantName}
        </p>
        <p id={note} class="sheet__note">
          {text.authorizationNote}
        </p>
        <div class="sheet__answers">
          <button class="button" type="button" onClick={() => layer.answer({ answer: 'refuse' })}>
            {text.refuse}
          </button>
          <button
            class="button button--main"
            type="button"
            disabled={refused.length === layer.scopes.length}
            onClick={() => layer.answer({ answer: 'allow', refused })}
          >
            {text.allow}
          </button>
        </div>
      </div>
    </div>
  )
}

/** Alipay China's own subscription panel: every template with a box, two answers of equal size. */
function SubscribePanel(props: { layer: Extract<Layer, { kind: 'panel' }>; name: string }) {
  const { panel, answer, id } = props.layer
  const text = useTexts().panel
  const language = useLanguageTag()
  const title = useId()
  const sheet = useRef<HTMLDivElement>(null)
  const [ticked, setTicked] = useState(() => panel.templates.map(({ templateCode }) => templateCode))
  const [isRemembered, setRemembered] = useState(false)
  useEffect(() => sheet.current?.focus(), [id])
  const isOneTime = panel.kind === 'ONE_TIME'
  const remembered = isOneTime ? { keep: isRemembered } : { refuse: isRemembered }
  const tick = (code: string, isTicked: boolean): void =>
    setTicked((codes) => (isTicked ? [...codes, code] : codes.filter((one) => one !== code)))
  return (
    <div
      class="layer"
      onClick={(event) => {
        if (event.target === event.currentTarget) answer({ answer: 'mask' })
      }}
    >
      <div
        ref={sheet}
        class="sheet"
        role="dialog"
        aria-labelledby={title}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key === 'Escape') answer({ answer: 'back' })
        }}
      >
        <h2 id={title} class="sheet__title">
          {text.title(props.name)}
        </h2>
        <ul class="sheet__scopes">
          {panel.templates.map(({ templateCode, name, texts }) => (
            <li key={templateCode} class="sheet__scope">
              <label class="tick">
                <input
                  type="checkbox"
                  checked={ticked.includes(templateCode)}
                  onChange={(event) => tick(templateCode, event.currentTarget.checked)}
                />
                <span>
                  {name}
                  <small class="tick__note">{translated(titlesOf(texts), language)}</small>
                </span>
              </label>
            </li>
          ))}
        </ul>
        <label class="tick">
          <input
            type="checkbox"
            checked={isRemembered}
            onChange={(event) => setRemembered(event.currentTarget.checked)}
          />
          <span>{isOneTime ? text.keep : text.askNoMore}</span>
        </label>
        <div class="sheet__answers">
          <button class="button" type="button" onClick={() => answer({ answer: 'REJECT', ...remembered })}>
            {text.reject}
          </button>
          <button
            class="button button--main"
            type="button"
            disabled={ticked.length === 0}
            onClick={() => answer({ answer: 'AGREE', accepted: ticked, ...remembered })}
          >
            {text.agree}
          </button>
        </div>
      </div>
    </div>
  )
}

const titlesOf = (texts: Readonly<Record<string, { title: string }>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([language, { title }]) => [language, title]))

/** `my.alert`: a title, a text, one button. */
function AlertBox(props: { layer: Extract<Layer, { kind: 'alert' }>; language: Language }) {
  const { content, close, id } = props.layer
  const title = useId()
  const said = useId()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [id])
  return (
    <div class="layer layer--middle">
      <div
        class="alert"
        role="alertdialog"
        aria-labelledby={content.title === '' ? said : title}
        aria-describedby={content.title === '' ? undefined : said}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close()
        }}
      >
        {content.title !== '' && (
          <h2 id={title} class="alert__title">
            {content.title}
          </h2>
        )}
        <p id={said} class="alert__content">
          {content.content}
        </p>
        <button ref={button} class="button button--main" type="button" onClick={close}>
          {content.buttonText || texts[props.language].ok}
        </button>
      </div>
    </div>
  )
}
