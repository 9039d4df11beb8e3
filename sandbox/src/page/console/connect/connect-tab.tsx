import type { Credentials } from '../../../control/credentials.js'
import { CodeBlock } from '../../controls/code-block.js'
import { CopyButton } from '../../controls/copy-button.js'
import { Facts } from '../../controls/facts.js'
import { Section } from '../../controls/section.js'
import { useTexts } from '../../language-context.js'
import { useResource } from '../../live/use-resource.js'
import { hashOf } from '../tabs.js'
import { Snippets } from './snippets.js'

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
