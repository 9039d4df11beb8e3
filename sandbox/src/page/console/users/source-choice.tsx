import type { Settings } from '../../../state/settings.js'
import { ChoiceGroup } from '../../controls/choice-group.js'
import { Refusal } from '../../controls/refusal.js'
import { Section } from '../../controls/section.js'
import { useAction } from '../../controls/use-action.js'
import { useTexts } from '../../language-context.js'
import { useResource } from '../../live/use-resource.js'
import { sendJson } from '../../server/ask.js'

const path = '/_sandbox/settings'

/** Whose record of subscriptions the gateway goes by: which the real platform does is not known. */
export function SourceChoice() {
  const text = useTexts().users
  const settings = useResource<Settings>(path)
  const { refusal, run } = useAction()
  const choices = (['merchant', 'official-panel'] as const).map((value) => ({
    value,
    label: text.sources[value],
  }))
  return (
    <Section title={text.source} hint={text.sourceHint}>
      {settings && (
        <ChoiceGroup
          legend={text.source}
          choices={choices}
          chosen={settings.subscriptionSource}
          choose={(subscriptionSource) => run(() => sendJson(path, { subscriptionSource }))}
        />
      )}
      <Refusal text={refusal} />
    </Section>
  )
}
