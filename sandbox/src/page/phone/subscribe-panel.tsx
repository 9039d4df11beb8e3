import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { translated } from '../../console/choose-language.js'
import { useLanguageTag, useTexts } from '../language-context.js'
import type { Layer } from './layers.js'

/** Alipay China's own subscription panel: every template with a box, two answers of equal size. */
export function SubscribePanel(props: { layer: Extract<Layer, { kind: 'panel' }>; name: string }) {
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
          <span>{isOneTime ? text.keep : text.dontAsk}</span>
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
