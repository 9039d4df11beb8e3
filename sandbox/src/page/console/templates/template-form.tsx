import { useEffect, useRef, useState } from 'preact/hooks'
import { SelectField, TextField, Switch } from '../../controls/field.js'
import { Refusal, useAction } from '../../controls/use-action.js'
import { useTexts } from '../../language-context.js'
import { sendJson } from '../../server/ask.js'
import { DraftTexts } from './draft-texts.js'
import { draftLanguages, emptyDraft, templateDraftOf, variablesIn, type DraftForm } from './template-draft.js'

/** What the super app's administrator fills in for a new template. */
export function TemplateForm({ done }: { done: () => void }) {
  const { templates: text, console: shared } = useTexts()
  const [form, setForm] = useState<DraftForm>(emptyDraft)
  const { refusal, run } = useAction()
  const written = useRef<HTMLFormElement>(null)
  useEffect(() => written.current?.querySelector('input')?.focus(), [])
  const change = (changed: Partial<DraftForm>): void => setForm({ ...form, ...changed })
  const save = async (): Promise<void> => {
    const draft = templateDraftOf(form)
    if (!draft) throw new Error(text.form.missing)
    await sendJson('/_sandbox/templates', draft)
    done()
  }
  return (
    <form
      ref={written}
      class="card form"
      aria-label={text.form.title}
      onSubmit={(event) => {
        event.preventDefault()
        run(save)
      }}
    >
      <h3 class="card__title">{text.form.title}</h3>
      <div class="form__columns form__columns--narrow">
        <TextField label={text.form.name} value={form.name} isRequired change={(name) => change({ name })} />
        <SelectField
          label={text.form.channel}
          value={form.channel}
          choices={(['INBOX', 'PUSH', 'SMS'] as const).map((value) => ({
            value,
            label: text.channel[value],
          }))}
          change={(channel) => change({ channel })}
        />
        <SelectField
          label={text.form.kind}
          value={form.kind}
          choices={(['LONG_TERM', 'ONE_TIME'] as const).map((value) => ({ value, label: text.kind[value] }))}
          change={(kind) => change({ kind })}
        />
      </div>
      <p class="section__hint">{text.form.hint}</p>
      <div class="form__columns">
        {draftLanguages.map((language) => (
          <DraftTexts
            key={language}
            language={language}
            text={form.texts[language]}
            change={(changed) => change({ texts: { ...form.texts, [language]: changed } })}
          />
        ))}
      </div>
      <Switch label={text.form.links} isOn={form.hasLinks} change={(hasLinks) => change({ hasLinks })} />
      <div class="form__columns">
        {variablesIn(form).map((name) => (
          <TextField
            key={name}
            label={text.form.sampleOf(name)}
            value={form.samples[name] ?? ''}
            change={(sample) => change({ samples: { ...form.samples, [name]: sample } })}
          />
        ))}
      </div>
      <Refusal text={refusal} />
      <div class="button-row">
        <button class="button button--main" type="submit">
          {text.form.save}
        </button>
        <button class="button" type="button" onClick={done}>
          {shared.cancel}
        </button>
      </div>
    </form>
  )
}
