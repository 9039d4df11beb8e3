import { useEffect, useId, useRef } from 'preact/hooks'
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
  useEffect(() => sheet.current?.focus(), [layer.id])
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
          if (event.key === 'Escape') layer.answer('refuse')
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
              <span>{text.scopes[scope] ?? scope}</span>
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
          <button class="button" type="button" onClick={() => layer.answer('refuse')}>
            {text.refuse}
          </button>
          <button class="button button--main" type="button" onClick={() => layer.answer('allow')}>
            {text.allow}
          </button>
        </div>
      </div>
    </div>
  )
}
