import { useEffect, useRef, useState } from 'preact/hooks'
import { Empty, Section } from '../../controls/section.js'
import { useTexts } from '../../language-context.js'
import { useLibrary } from '../../subscriptions/use-subscriptions.js'
import type { TabProps } from '../tab-props.js'
import { TemplateCard } from './template-card.js'
import { TemplateForm } from './template-form.js'

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
