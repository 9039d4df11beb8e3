import { useEffect, useRef, useState } from 'preact/hooks'
import { CopyButton } from '../../controls/buttons.js'
import { Pill, type Tone } from '../../controls/section.js'
import { Refusal, useAction } from '../../controls/use-action.js'
import { useTexts } from '../../language-context.js'
import type { LibraryTemplate } from '../../subscriptions/use-subscriptions.js'
import { ApplyForm } from './apply-form.js'
import { act, actionsOf, newestOf, type TemplateStatus } from './application-actions.js'
import { TemplatePreviews } from './template-previews.js'

const tones: Readonly<Record<TemplateStatus, Tone>> = {
  NEW: 'plain',
  UNDER_REVIEW: 'waiting',
  APPROVED: 'good',
  REJECTED: 'bad',
  WITHDRAWN: 'plain',
}

/** One template: its texts, its status, what can be done with it now. */
export function TemplateCard({ template, appId }: { template: LibraryTemplate; appId: string }) {
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
