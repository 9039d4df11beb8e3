import { useState } from 'preact/hooks'
import { SelectField, TextField } from '../../controls/field.js'
import { Refusal } from '../../controls/refusal.js'
import { useAction } from '../../controls/use-action.js'
import { useTexts } from '../../language-context.js'
import { sendJson } from '../../server/ask.js'
import { faultEffects } from '../../server/shapes.js'
import { endpoints, faultSpecOf, newFault, type FaultDraft } from './fault-draft.js'

/** Sets a fault; the one proposed first is the one that finds most bugs. */
export function FaultForm() {
  const text = useTexts().faults
  const [draft, setDraft] = useState<FaultDraft>(newFault)
  const { refusal, run } = useAction()
  const change = (changed: Partial<FaultDraft>): void => setDraft({ ...draft, ...changed })
  const effects = faultEffects.map((value) => ({ value, label: text.effects[value] }))
  const places: { value: string; label: string }[] = [
    ...endpoints.map((value) => ({ value, label: value.replace('/v2/', '') })),
    { value: '', label: text.everywhere },
  ]
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        run(() => sendJson('/_sandbox/faults', faultSpecOf(draft)))
      }}
    >
      <div class="form__columns">
        <SelectField
          label={text.effect}
          value={draft.effect}
          choices={effects}
          change={(effect) => change({ effect })}
        />
        <SelectField
          label={text.endpoint}
          value={draft.endpoint}
          choices={places}
          change={(endpoint) => change({ endpoint })}
        />
        <TextField
          label={text.count}
          hint={text.countHint}
          inputMode="numeric"
          value={draft.count}
          change={(count) => change({ count })}
        />
        <TextField
          label={text.rate}
          inputMode="numeric"
          value={draft.percent}
          change={(percent) => change({ percent })}
        />
        {draft.effect === 'delay' && (
          <TextField
            label={text.delayMs}
            inputMode="numeric"
            value={draft.delayMs}
            change={(delayMs) => change({ delayMs })}
          />
        )}
      </div>
      <Refusal text={refusal} />
      <button class="button button--main" type="submit">
        {text.set}
      </button>
    </form>
  )
}
