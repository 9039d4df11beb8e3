import { Refusal } from '../../controls/refusal.js'
import { Section } from '../../controls/section.js'
import { useAction } from '../../controls/use-action.js'
import { useTexts } from '../../language-context.js'
import { sendJson } from '../../server/ask.js'

/** Back to the seed. No question is asked first: everything in a sandbox is there to be made again. */
export function ResetButton() {
  const text = useTexts().faults
  const { refusal, run } = useAction()
  return (
    <Section title={text.reset} hint={text.resetHint}>
      <button class="button" type="button" onClick={() => run(() => sendJson('/_sandbox/reset'))}>
        {text.resetButton}
      </button>
      <Refusal text={refusal} />
    </Section>
  )
}
