import { Refusal } from '../../controls/refusal.js'
import { Section } from '../../controls/section.js'
import { Switch } from '../../controls/switch.js'
import { useAction } from '../../controls/use-action.js'
import { useTexts } from '../../language-context.js'
import { useResource } from '../../live/use-resource.js'
import { sendJson } from '../../server/ask.js'
import type { Checklist } from '../../server/shapes.js'

/** What the real platform asks for before it answers; each can be taken away to see what happens then. */
export function GoingLive({ appId }: { appId: string }) {
  const text = useTexts().overview
  const path = `/_sandbox/mini-programs/${encodeURIComponent(appId)}`
  const checklist = useResource<Checklist>(`${path}/checklist`)
  const { refusal, run } = useAction()
  // A template is approved in the Template Library: that is no switch.
  const switches = checklist?.items.filter(({ id }) => id in text.switches) ?? []
  return (
    <Section title={text.goingLive} hint={text.goingLiveHint}>
      <ul class="checks">
        {switches.map(({ id, isDone }) => (
          <li key={id}>
            <Switch
              label={text.switches[id]?.title ?? id}
              hint={text.switches[id]?.whenMissing}
              isOn={isDone}
              change={(isOn) => run(() => sendJson(path, { switches: { [id]: isOn } }, 'PATCH'))}
            />
          </li>
        ))}
      </ul>
      <Refusal text={refusal} />
    </Section>
  )
}
