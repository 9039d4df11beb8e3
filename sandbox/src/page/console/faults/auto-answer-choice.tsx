import type { AutoAnswer } from '../../../state/auto-answer.js'
import { SelectField } from '../../controls/field.js'
import { Refusal } from '../../controls/refusal.js'
import { Section } from '../../controls/section.js'
import { useAction } from '../../controls/use-action.js'
import { useTexts } from '../../language-context.js'
import { useResource } from '../../live/use-resource.js'
import { sendJson } from '../../server/ask.js'

const path = '/_sandbox/auto-answer'
const pageAnswers = ['person', 'allow', 'refuse', 'cancel', 'mask', 'back', 'never'] as const
const panelAnswers = ['person', 'AGREE', 'REJECT', 'cancel', 'mask', 'back', 'never'] as const

/** Whether a person or a rule answers the authorization page and the super app's own panel. */
export function AutoAnswerChoice() {
  const text = useTexts().faults
  const autoAnswer = useResource<AutoAnswer>(path)
  const { refusal, run } = useAction()
  const set = (layer: keyof AutoAnswer, value: string): void =>
    run(() => sendJson(path, { [layer]: value === 'person' ? null : value }))
  return (
    <Section title={text.person} hint={text.personHint}>
      <div class="form__columns">
        <SelectField
          label={text.authorizationPage}
          value={autoAnswer?.authorization ?? 'person'}
          choices={pageAnswers.map((value) => ({ value, label: text.answers[value] }))}
          change={(value) => set('authorization', value)}
        />
        <SelectField
          label={text.nativePanel}
          value={autoAnswer?.panel ?? 'person'}
          choices={panelAnswers.map((value) => ({ value, label: text.answers[value] }))}
          change={(value) => set('panel', value)}
        />
      </div>
      <Refusal text={refusal} />
    </Section>
  )
}
