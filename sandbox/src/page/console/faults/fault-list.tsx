import { Pill } from '../../controls/pill.js'
import { Refusal } from '../../controls/refusal.js'
import { Section } from '../../controls/section.js'
import { useAction } from '../../controls/use-action.js'
import { useTexts } from '../../language-context.js'
import { useResource } from '../../live/use-resource.js'
import { remove } from '../../server/ask.js'
import type { Fault } from '../../server/shapes.js'
import { FaultForm } from './fault-form.js'

const path = '/_sandbox/faults'

/** The faults in force, and a form for another. */
export function FaultList() {
  const text = useTexts().faults
  const faults = useResource<{ faults: Fault[] }>(path)?.faults ?? []
  const { refusal, run } = useAction()
  return (
    <Section title={text.title} hint={text.hint}>
      {faults.length === 0 ? (
        <p class="section__note">{text.none}</p>
      ) : (
        <ul class="rows">
          {faults.map((fault) => (
            <li key={fault.faultId} class="row">
              <span class="row__main">
                <span class="row__title">
                  {text.effects[fault.effect]}
                  {fault.count !== undefined && ` (${text.times(fault.count)})`}
                </span>
                <span class="row__note">
                  {fault.endpoint ?? text.everywhere}
                  {fault.rate !== undefined && ` · ${text.share(fault.rate * 100)}`}
                  {` · ${text.struck(fault.struck, fault.matched)}`}
                </span>
              </span>
              {fault.count !== undefined && fault.struck >= fault.count && (
                <Pill tone="plain">{text.usedUp}</Pill>
              )}
              <button
                class="small-button"
                type="button"
                aria-label={`${text.remove}: ${text.effects[fault.effect]}`}
                onClick={() => run(() => remove(`${path}/${fault.faultId}`))}
              >
                {text.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Refusal text={refusal} />
      <FaultForm />
    </Section>
  )
}
