import { TickIcon } from '../../controls/icons.js'
import { Section } from '../../controls/section.js'
import { useTexts } from '../../language-context.js'
import { marksOf, type LoopState, type Mark } from './next-step.js'

const order: readonly Mark[] = ['shop', 'template', 'request', 'token', 'message']

/** Which parts of the loop have worked, in their order. */
export function LoopMarks({ state }: { state: LoopState }) {
  const text = useTexts().overview
  const marks = marksOf(state)
  return (
    <Section title={text.loop}>
      <ol class="marks">
        {order.map((mark) => (
          <li key={mark} class={`marks__item ${marks[mark] ? 'marks__item--done' : ''}`}>
            <span class="marks__sign" aria-hidden="true">
              {marks[mark] && <TickIcon />}
            </span>
            {text.marks[mark]}
            <span class="unseen">: {marks[mark] ? text.done : text.open}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
