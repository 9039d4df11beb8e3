// The pages of the reference that have a source in code: nobody writes them, and they are never out of date.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { loadSource } from './load-source.mjs'
import { operations } from './openapi-page.mjs'

const root = join(import.meta.dirname, '..')
const parse = (file) =>
  ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true)
const cell = (text) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim()
const row = (...cells) => `| ${cells.map(cell).join(' | ')} |`
const codeIn = (text) => `\`${text}\``

/** What an interface declares: each member with its type, sentence and default. */
function membersOf(file, name) {
  const source = parse(file)
  const found = source.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === name)
  if (!found) throw new Error(`${file} has no interface ${name}`)
  return found.members.map((member) => {
    const [doc] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc)
    const fallback = doc?.tags?.find((tag) => tag.tagName.text === 'default')
    return {
      name: member.name.getText(source),
      type: member.type?.getText(source) ?? '',
      isOptional: Boolean(member.questionToken),
      about: ts.getTextOfJSDocComment(doc?.comment) ?? '',
      fallback: ts.getTextOfJSDocComment(fallback?.comment) ?? '',
    }
  })
}

const propTable = (members) =>
  [
    '| prop | type | default | what it does |',
    '|---|---|---|---|',
    ...members.map(({ name, type, fallback, isOptional, about }) =>
      row(codeIn(name), codeIn(type), fallback || (isOptional ? '' : 'required'), about),
    ),
  ].join('\n')

const props = () => `# Props

The H5 class \`SubscribeMsg\` and the DSL tag \`<subscribe-message>\` share most of their props. This page is made from their types. How to use them: [H5 script](../h5/README.md), [DSL component](../components/subscribe-message/README.md).

## Of both
Also taken by \`configure()\`, which sets them for every tag and instance, and by the call \`requestSubscribeMessage(options)\` of DSL.

${propTable(membersOf('src/options.ts', 'SubscribeOptions'))}

## Of H5 only
${propTable(membersOf('h5/props.ts', 'SubscribeMsgProps'))}

## Of the DSL tag only
${propTable(membersOf('components/subscribe-message/props.ts', 'SubscribeMessageProps'))}

## Of the DSL panel alone
The props of \`<subscribe-panel>\`: [its page](../components/subscribe-panel/README.md).
`

const fieldTable = (members) =>
  [
    '| field | type | what it says |',
    '|---|---|---|',
    ...members.map(({ name, type, isOptional, about }) =>
      row(codeIn(name + (isOptional ? '?' : '')), codeIn(type), about),
    ),
  ].join('\n')

const results = () => `# Results

Each open ends with one result: the same object in H5 and DSL, in a callback and as a promise that never rejects. When the user says no, that is a result and not an error. This page is made from the types.

## The user answered
\`success\` is \`true\`.

${fieldTable(membersOf('src/result.ts', 'SubscribeSuccess'))}

## There is no answer
\`success\` is \`false\`. The values of \`errorCode\`: [error codes](errors.md).

${fieldTable(membersOf('src/result.ts', 'SubscribeFailure'))}

## What to do with a result
\`\`\`ts
import type { SubscribeResult } from 'mini-message'

function afterAsking(result: SubscribeResult, order: { subscriptionIds?: Record<string, string> }): string {
  if (!result.success) return result.errorCode === 'CANCELLED' ? '' : 'We could not ask you. Please try again.'
  if (result.type === 'REJECT') return 'You will get no messages.'
  order.subscriptionIds = result.subscriptionIds // your backend addresses messages by them
  return 'We will tell you when it is ready.'
}
\`\`\`
`

async function settings() {
  const { settings: all } = await loadSource('server/src/config/settings.ts')
  const rows = Object.entries(all).map(([name, { about, example, fallback, secret, inFile }]) => {
    const value = fallback === undefined ? 'required' : fallback.trim() === '' ? 'empty' : codeIn(fallback)
    const shown = secret || example === '' ? '' : codeIn(example)
    const file = secret || inFile ? ` Or in a file: ${codeIn(`${name}_FILE`)}.` : ''
    return row(codeIn(name), value, shown, about + (secret ? ' Never printed.' : '') + file)
  })
  return `# Server settings

\`mini-message-server\` reads them from the environment, and from \`.env\` in the folder where it starts. Wrong settings are named all at once. This page is made from \`server/src/config/settings.ts\`; [the server's page](../server/README.md#settings) says how to work with them.

| setting | default | example | what it is |
|---|---|---|---|
${rows.join('\n')}
`
}

async function serverApi() {
  const { withThrowAwayServer } = await import('../server/scripts/throw-away-server.mjs')
  const document = await withThrowAwayServer(({ app }) => app.swagger())
  return `# Server API

Every route of \`mini-message-server\`, made from the schemas that check the requests; a running server has the same at \`/openapi.json\` and \`/docs\`. Routes with the tag *contract* are for the front end: [the contract](contract.md) says how they work together. The others are for your own systems, with \`Authorization: Bearer <API key>\`. A refusal is \`{ error: { code, message } }\`: [error codes of the server](backend-errors.md).

${operations(document)}
`
}

async function controlApi() {
  const { startSandbox } = await import('mini-message-sandbox')
  const sandbox = await startSandbox({ port: 0 })
  try {
    const document = await (await fetch(new URL('/_sandbox/openapi.json', sandbox.gatewayUrl))).json()
    return `# Sandbox control API

Everything that a test may do with the sandbox, made from the schemas that check the requests; a running sandbox has the same at \`/_sandbox/openapi.json\`. For tests and for its own page; on 127.0.0.1 only. Examples: [the sandbox's page](../sandbox/README.md#control-api-by-example). A refusal is \`{ error: { code, message } }\`.

${operations(document)}
`
  } finally {
    await sandbox.stop()
  }
}

/** Each page as Markdown, with links as if it stood in docs/. */
export const makeReference = async () => ({
  props: props(),
  results: results(),
  settings: await settings(),
  'server-api': await serverApi(),
  'control-api': await controlApi(),
})
