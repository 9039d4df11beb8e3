import { useEffect, useRef } from 'preact/hooks'
import { sentenceOf } from '../../console/sentence.js'
import type { AnswerView } from '../../contract/console.js'
import { useLanguageTag } from '../language.js'
import { toneOf } from './tone.js'

/** The one sentence that was asked for. It takes the focus when it appears; what it changes to is read out. */
export function Verdict(props: { answer?: AnswerView; title?: string; note?: string }) {
  const language = useLanguageTag()
  const place = useRef<HTMLParagraphElement>(null)
  useEffect(() => place.current?.focus({ preventScroll: true }), [])
  const sentence = props.answer ? sentenceOf(props.answer, language, { now: Date.now() }) : props.title
  return (
    <div class={`verdict verdict--${props.answer ? toneOf(props.answer) : 'plain'}`}>
      <p ref={place} class="verdict__sentence" tabIndex={-1} aria-live="polite">
        {sentence}
      </p>
      {props.note !== undefined && <p class="verdict__note">{props.note}</p>}
    </div>
  )
}
