import { useEffect, useRef, useState } from 'preact/hooks'
import { translated } from '../../../console/choose-language.js'
import type { Translations } from '../../../state/merchant.js'
import { Refusal, useAction } from '../../controls/use-action.js'
import { SelectField, TextArea } from '../../controls/field.js'
import { useLanguageTag, useTexts } from '../../language-context.js'
import { useResource } from '../../live/use-resource.js'
import type { LibraryTemplate } from '../../subscriptions/use-subscriptions.js'
import { act } from './application-actions.js'

interface MiniProgram {
  appId: string
  name: Translations
}

/** Apply for Templates, as the platform asks: a mini program, and the scenario in which the template is used. */
export function ApplyForm(props: { template: LibraryTemplate; appId: string; done: () => void }) {
  const { templates: text, console: shared } = useTexts()
  const language = useLanguageTag()
  const [appId, setAppId] = useState(props.appId)
  const [scenario, setScenario] = useState('')
  const { refusal, run } = useAction()
  const written = useRef<HTMLFormElement>(null)
  const miniPrograms = useResource<{ miniPrograms: MiniProgram[] }>('/_sandbox/mini-programs')?.miniPrograms
  useEffect(() => written.current?.querySelector('select')?.focus(), [])
  const submit = async (): Promise<void> => {
    if (scenario.trim() === '') throw new Error(text.application.missing)
    await act('apply', props.template, { appId, scenario: scenario.trim() })
    props.done()
  }
  return (
    <form
      ref={written}
      class="form"
      aria-label={text.actionOf(text.application.title, props.template.name)}
      onSubmit={(event) => {
        event.preventDefault()
        run(submit)
      }}
    >
      <SelectField
        label={text.application.miniProgram}
        value={appId}
        choices={(miniPrograms ?? [{ appId, name: {} }]).map((one) => ({
          value: one.appId,
          label: `${translated(one.name, language)} (${one.appId})`,
        }))}
        change={setAppId}
      />
      <TextArea
        label={text.application.scenario}
        hint={text.application.hint}
        value={scenario}
        change={setScenario}
      />
      <Refusal text={refusal} />
      <div class="button-row">
        <button class="button button--main" type="submit">
          {text.application.submit}
        </button>
        <button class="button" type="button" onClick={props.done}>
          {shared.cancel}
        </button>
      </div>
    </form>
  )
}
