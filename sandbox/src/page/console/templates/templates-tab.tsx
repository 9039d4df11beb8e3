import { Empty } from '../../controls/empty.js'
import { Section } from '../../controls/section.js'
import { useTexts } from '../../language-context.js'
import { useTemplates } from '../../subscriptions/use-templates.js'
import { TemplateCard } from './template-card.js'

/** The library: every template with its application, and a form for a new one. */
export function TemplatesTab() {
  const text = useTexts()
  const templates = useTemplates()
  if (!templates) return <p class="notice">{text.console.loading}</p>
  return (
    <Section title={text.templates.title} hint={text.templates.hint}>
      {templates.length === 0 && <Empty title={text.templates.none} hint={text.templates.noneHint} />}
      {templates.map((template) => (
        <TemplateCard key={template.templateId} template={template} />
      ))}
    </Section>
  )
}
