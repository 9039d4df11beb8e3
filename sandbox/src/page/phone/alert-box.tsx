import { useEffect, useId, useRef } from 'preact/hooks'
import { texts, type Language } from '../texts.js'
import type { Layer } from './layers.js'

/** `my.alert`: a title, a text, one button. */
export function AlertBox(props: { layer: Extract<Layer, { kind: 'alert' }>; language: Language }) {
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
