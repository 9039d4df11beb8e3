import { useEffect, useRef, useState } from 'preact/hooks'
import { Empty, Section, Pill, type Tone } from '../controls/section.js'
import { useTexts, useLanguageTag } from '../language.js'
import { useLibrary, type LibraryTemplate } from '../use-subscriptions.js'
import type { TabProps } from './tabs.js'
import { TemplateForm } from './template-form.js'
import { CopyButton, Refusal, useAction } from '../controls/buttons.js'
import type { Template, Application } from '../../console/template.js'
import { translated } from '../../console/choose-language.js'
import type { Translations } from '../../state/state.js'
import { SelectField, TextArea } from '../controls/field.js'
import { useResource } from '../live.js'
import { sendJson } from '../ask.js'

/** The library: every template with its newest application, newest template first, and a form for another. */
export function TemplatesTab({ session }: TabProps) {
  const text = useTexts()
  const library = useLibrary()
  const [isWriting, setWriting] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const wasWriting = useRef(false)
  useEffect(() => {
    // Whoever leaves the form by keyboard is back where it was opened.
    if (wasWriting.current && !isWriting) opener.current?.focus()
    wasWriting.current = isWriting
  }, [isWriting])
  if (!library) return <p class="notice">{text.console.loading}</p>
  const create = (
    <button ref={opener} class="button button--main" type="button" onClick={() => setWriting(true)}>
      {text.templates.create}
    </button>
  )
  return (
    <Section title={text.templates.title} hint={text.templates.hint} aside={!isWriting && create}>
      {isWriting && <TemplateForm done={() => setWriting(false)} />}
      {library.length === 0 && !isWriting && (
        <Empty title={text.templates.none} hint={text.templates.noneHint} />
      )}
      {[...library].reverse().map((template) => (
        <TemplateCard key={template.templateId} template={template} appId={session.miniProgram.appId} />
      ))}
    </Section>
  )
}

const tones: Readonly<Record<TemplateStatus, Tone>> = {
  NEW: 'plain',
  UNDER_REVIEW: 'waiting',
  APPROVED: 'good',
  REJECTED: 'bad',
  WITHDRAWN: 'plain',
}

/** One template: its texts, its status, what can be done with it now. */
function TemplateCard({ template, appId }: { template: LibraryTemplate; appId: string }) {
  const text = useTexts().templates
  const { refusal, run } = useAction()
  const [isApplying, setApplying] = useState(false)
  const card = useRef<HTMLElement>(null)
  const wasApplying = useRef(false)
  useEffect(() => {
    // Whoever leaves the form by keyboard is back at the card's actions.
    if (wasApplying.current && !isApplying) card.current?.querySelector('button')?.focus()
    wasApplying.current = isApplying
  }, [isApplying])
  const { name, channel, kind, variables } = template
  const application = newestOf(template)
  const status = application?.status ?? 'NEW'
  const actions = actionsOf[status]
  return (
    <article ref={card} class="card" aria-label={name}>
      <header class="card__head">
        <h3 class="card__title">{name}</h3>
        <Pill tone={tones[status]}>{text.status[status]}</Pill>
        <span class="card__note">
          {text.channel[channel]} · {text.kind[kind]}
        </span>
      </header>
      {application?.templateCode !== undefined && (
        <p class="card__line">
          <span class="card__note">{text.code}</span> <code>{application.templateCode}</code>
          <CopyButton text={application.templateCode} name={text.code} />
        </p>
      )}
      <TemplatePreviews texts={template.texts} />
      {variables.length > 0 && (
        <p class="card__note">{text.variables(variables.map(({ name: variable }) => variable).join(', '))}</p>
      )}
      {isApplying && <ApplyForm template={template} appId={appId} done={() => setApplying(false)} />}
      {actions.length > 0 && !isApplying && (
        <div class="button-row">
          {actions.map((action) => (
            <button
              key={action}
              class={`small-button ${action === 'apply' || action === 'approve' ? 'small-button--main' : ''}`}
              type="button"
              aria-label={text.actionOf(text[action], name)}
              onClick={() => (action === 'apply' ? setApplying(true) : run(() => act(action, template)))}
            >
              {text[action]}
            </button>
          ))}
        </div>
      )}
      <Refusal text={refusal} />
    </article>
  )
}

/** The template's texts, each in its language, as an inbox would show them. */
const TemplatePreviews = ({ texts }: { texts: Template['texts'] }) => (
  <div class="previews">
    {Object.entries(texts).map(([language, { title, body, footer }]) => (
      <div key={language} class="preview" lang={language}>
        <span class="preview__language">{language}</span>
        <p class="preview__title">{title}</p>
        <p>{body}</p>
        {footer !== undefined && <p class="preview__footer">{footer}</p>}
      </div>
    ))}
  </div>
)

interface MiniProgram {
  appId: string
  name: Translations
}

/** Apply for Templates, as the platform asks: a mini program, and the scenario in which the template is used. */
function ApplyForm(props: { template: LibraryTemplate; appId: string; done: () => void }) {
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

type TemplateStatus = Application['status'] | 'NEW'
type TemplateAction = 'apply' | 'approve' | 'reject' | 'withdraw'

/** The application that counts: the newest one. */
export const newestOf = ({ applications }: Pick<LibraryTemplate, 'applications'>): Application | undefined =>
  applications.at(-1)

/** What can be done with a template, by the status of its newest application. */
export const actionsOf: Readonly<Record<TemplateStatus, readonly TemplateAction[]>> = {
  NEW: ['apply'],
  UNDER_REVIEW: ['approve', 'reject', 'withdraw'],
  APPROVED: [],
  REJECTED: ['apply'],
  WITHDRAWN: ['apply'],
}

/** Does it; `apply` needs the application. The server's sentence is thrown where it says no. */
function act(
  action: TemplateAction,
  template: LibraryTemplate,
  application?: { appId: string; scenario: string },
): Promise<unknown> {
  if (action === 'apply') {
    return sendJson(`/_sandbox/templates/${template.templateId}/applications`, application)
  }
  const applicationId = newestOf(template)?.applicationId ?? ''
  return sendJson(`/_sandbox/applications/${applicationId}/${action}`)
}
