import { CopyButton } from '../../controls/copy-button.js'
import { Pill, type Tone } from '../../controls/pill.js'
import { useTexts } from '../../language-context.js'
import type { AppliedTemplate } from '../../subscriptions/use-templates.js'

const tones: Readonly<Record<string, Tone>> = {
  UNDER_REVIEW: 'waiting',
  APPROVED: 'good',
  REJECTED: 'bad',
}

/** One template: its texts, its status, what can be done with it now. */
export function TemplateCard({ template }: { template: AppliedTemplate }) {
  const text = useTexts().templates
  const { name, channel, kind, status, templateCode, texts, variables } = template
  return (
    <article class="card" aria-label={name}>
      <header class="card__head">
        <h3 class="card__title">{name}</h3>
        <Pill tone={tones[status] ?? 'plain'}>{text.status[status] ?? status}</Pill>
        <span class="card__note">
          {text.channel[channel]} · {text.kind[kind]}
        </span>
      </header>
      {templateCode !== undefined && (
        <p class="card__line">
          <span class="card__note">{text.code}</span> <code>{templateCode}</code>{' '}
          <CopyButton text={templateCode} name={text.code} />
        </p>
      )}
      <div class="previews">
        {Object.entries(texts).map(([language, { title, body, footer }]) => (
          <div key={language} class="preview" lang={language}>
            <span class="preview__language">{language}</span>
            <p class="preview__title">{title}</p>
            <p class="preview__body">{body}</p>
            {footer !== undefined && <p class="preview__footer">{footer}</p>}
          </div>
        ))}
      </div>
      <p class="card__note">
        {text.variables}: {variables.map((variable) => variable.name).join(', ')}
      </p>
    </article>
  )
}
