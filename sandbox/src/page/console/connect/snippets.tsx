import { useState } from 'preact/hooks'
import { ChoiceGroup } from '../../controls/choice-group.js'
import { CodeBlock } from '../../controls/code-block.js'
import { Section } from '../../controls/section.js'
import { useTexts } from '../../language-context.js'
import { useResource } from '../../live/use-resource.js'
import type { Snippet } from '../../server/shapes.js'

const names: Readonly<Record<Snippet['language'], string>> = {
  curl: 'curl + openssl',
  node: 'Node',
  java: 'Java',
  python: 'Python',
}

/** A first signed call in the reader's language, and the command that runs it. */
export function Snippets() {
  const text = useTexts().connect
  const snippets = useResource<{ snippets: Snippet[] }>('/_sandbox/snippets')?.snippets
  const [language, choose] = useState<Snippet['language']>('curl')
  const shown = snippets?.find((snippet) => snippet.language === language)
  if (!snippets || !shown) return null
  const choices = snippets.map(({ language: value }) => ({ value, label: names[value] }))
  return (
    <Section title={text.snippets} hint={text.snippetsHint}>
      <ChoiceGroup legend={text.languages} choices={choices} chosen={language} choose={choose} />
      <CodeBlock title={shown.fileName} code={shown.code} fileName={shown.fileName} />
      <CodeBlock title={text.run} code={shown.run} />
    </Section>
  )
}
