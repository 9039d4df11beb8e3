import { useState } from 'preact/hooks'
import type { Credentials } from '../../control/credentials.js'
import type { Snippet } from '../../snippets/snippet.js'
import { ChoiceGroup } from '../controls/field.js'
import { CodeBlock, Facts, Section } from '../controls/section.js'
import { CopyButton } from '../controls/buttons.js'
import { useTexts } from '../language.js'
import { useResource } from '../live.js'
import { hashOf } from './tabs.js'

const factNames = [
  'gatewayUrl',
  'clientId',
  'keyVersion',
  'appId',
  'templateCode',
  'customerBelongsTo',
] as const

/** What a backend of one's own needs: values, keys, and a request that runs as it stands. */
export function ConnectTab() {
  const { connect: text, console: shared } = useTexts()
  const credentials = useResource<Credentials>('/_sandbox/credentials')
  if (!credentials) return <p class="notice">{shared.loading}</p>
  return (
    <>
      <Section title={text.title} hint={text.hint}>
        <Facts
          facts={factNames.map((name) => [
            text.facts[name],
            <span key={name} class="facts__copied">
              <code>{credentials[name]}</code>
              <CopyButton text={String(credentials[name])} name={text.facts[name]} />
            </span>,
          ])}
        />
      </Section>
      <Section title={text.keys} hint={text.keysHint}>
        <CodeBlock title={text.privateKey} code={credentials.merchantPrivateKey} fileName="key.pem" />
        <CodeBlock title={text.platformKey} code={credentials.platformPublicKey} />
      </Section>
      <Snippets />
      <Section title={text.test} hint={text.testHint}>
        <a class="button button--link" href={hashOf({ tab: 'requests' })}>
          {text.toRequests}
        </a>
      </Section>
    </>
  )
}

const names: Readonly<Record<Snippet['language'], string>> = {
  curl: 'curl + openssl',
  node: 'Node',
  java: 'Java',
  python: 'Python',
  php: 'PHP',
  go: 'Go',
}

/** A first signed call in the reader's language, and the command that runs it. */
function Snippets() {
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
