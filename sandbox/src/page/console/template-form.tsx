import { useEffect, useRef, useState } from 'preact/hooks'
import { SelectField, TextField, Switch, TextArea } from '../controls/field.js'
import { Refusal, useAction } from '../controls/buttons.js'
import { useTexts } from '../language.js'
import { sendJson } from '../ask.js'
import type { TemplateDraft } from '../../console/template.js'

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

/** Title, body and footer in one language. */
function DraftTexts(props: { language: DraftLanguage; text: DraftText; change: (text: DraftText) => void }) {
  const { form } = useTexts().templates
  const { text, change } = props
  return (
    <fieldset class="form__group">
      <legend class="form__legend">
        {form.textIn(form.languageNames[props.language] ?? props.language)}
      </legend>
      <TextField label={form.heading} value={text.title} change={(title) => change({ ...text, title })} />
      <TextArea label={form.body} value={text.body} change={(body) => change({ ...text, body })} />
      <TextField label={form.footer} value={text.footer} change={(footer) => change({ ...text, footer })} />
    </fieldset>
  )
}

/** The languages that the form has fields for. */
const draftLanguages = ['en', 'zh-CN'] as const
type DraftLanguage = (typeof draftLanguages)[number]

interface DraftText {
  title: string
  body: string
  footer: string
}

/** The form's fields as they stand in it. */
export interface DraftForm {
  name: string
  channel: TemplateDraft['channel']
  kind: TemplateDraft['kind']
  texts: Record<DraftLanguage, DraftText>
  /** By variable; a missing one is empty. */
  samples: Readonly<Record<string, string>>
  /** Whether a tap on body and footer opens a page that the backend names. */
  hasLinks: boolean
}

const noText: DraftText = { title: '', body: '', footer: '' }

export const emptyDraft: DraftForm = {
  name: '',
  channel: 'INBOX',
  kind: 'LONG_TERM',
  texts: { en: noText, 'zh-CN': noText },
  samples: {},
  hasLinks: false,
}

const linkSample = 'pages%2Findex%2Findex&query=id%3D1'

/** Names of the variables in all texts, each once, in the order of reading. */
export function variablesIn({ texts }: Pick<DraftForm, 'texts'>): string[] {
  const all = draftLanguages.flatMap((language) => Object.values(texts[language]).join(' '))
  return [...new Set([...all.join(' ').matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))]
}

/** What is sent, or undefined while a name, or a title with a body in some language, is missing. */
export function templateDraftOf(form: DraftForm): TemplateDraft | undefined {
  const written = draftLanguages.filter(
    (language) => form.texts[language].title.trim() !== '' && form.texts[language].body.trim() !== '',
  )
  if (form.name.trim() === '' || written.length === 0) return undefined
  const texts = Object.fromEntries(written.map((language) => [language, textOf(form.texts[language])]))
  const variables = variablesIn(form).map((name) => ({
    name,
    sample: form.samples[name] ?? '',
    use: 'TEXT' as const,
  }))
  return {
    name: form.name.trim(),
    channel: form.channel,
    kind: form.kind,
    variables: form.hasLinks ? [...variables, ...links] : variables,
    texts,
  }
}

const links = [
  { name: 'miniBodyUrl', sample: linkSample, use: 'BODY_LINK' as const },
  { name: 'miniFooterUrl', sample: linkSample, use: 'FOOTER_LINK' as const },
]

const textOf = ({ title, body, footer }: DraftText): TemplateDraft['texts'][string] => ({
  title: title.trim(),
  body: body.trim(),
  ...(footer.trim() !== '' && { footer: footer.trim() }),
})
