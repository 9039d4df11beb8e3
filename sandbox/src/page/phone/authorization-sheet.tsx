import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { texts, type Language } from '../texts.js'
import type { Layer } from './layers.js'

/** The super app's authorization page: who asks, what for, and two answers of equal size. */
export function AuthorizationSheet(props: {
  layer: Extract<Layer, { kind: 'authorization' }>
  name: string
  merchantName: string
  language: Language
}) {
  const { layer, name, merchantName } = props
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
        <span class="sheet__icon" aria-hidden="true">
          {name.slice(0, 1)}
        </span>
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
