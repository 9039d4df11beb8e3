import type { AutoAnswer } from '../../../state/auto-answer.js'
import { ChoiceGroup } from '../../controls/choice-group.js'
import { Refusal } from '../../controls/refusal.js'
import { Section } from '../../controls/section.js'
import { useAction } from '../../controls/use-action.js'
import { useTexts } from '../../language-context.js'
import { useResource } from '../../live/use-resource.js'
import { sendJson } from '../../server/ask.js'

const path = '/_sandbox/auto-answer'

/** Whether a person or a rule answers the authorization page. */
export function AutoAnswerChoice() {
  const text = useTexts().faults
  const autoAnswer = useResource<AutoAnswer>(path)
  const { refusal, run } = useAction()
  const choices = (['person', 'allow', 'refuse'] as const).map((value) => ({
    value,
    label: text.answers[value],
  }))
  return (
    <Section title={text.person} hint={text.personHint}>
      <ChoiceGroup
        legend={text.person}
        choices={choices}
        chosen={autoAnswer?.authorization ?? 'person'}
        choose={(value) => run(() => sendJson(path, { authorization: value === 'person' ? null : value }))}
      />
      <Refusal text={refusal} />
    </Section>
  )
}
