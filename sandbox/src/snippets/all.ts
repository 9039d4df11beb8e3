import type { Sandbox } from '../sandbox.js'
import type { Credentials } from '../control/credentials.js'
import { curlSnippet } from './curl.js'
import { goSnippet } from './go.js'
import { javaSnippet } from './java.js'
import { nodeSnippet } from './node.js'
import { phpSnippet } from './php.js'
import { pythonSnippet } from './python.js'
import type { Snippet, SnippetFacts } from './snippet.js'

/** A program for this sandbox that exchanges a code and sends a message, in each language. */
export const snippets = (facts: SnippetFacts): Snippet[] =>
  [curlSnippet, nodeSnippet, javaSnippet, pythonSnippet, phpSnippet, goSnippet].map((make) => make(facts))

/** The credentials, and a message of the template that they name. */
export function snippetFactsOf({ state }: Sandbox, credentials: Credentials): SnippetFacts {
  const { templateCode } = credentials
  const template = state.templates.applied().find((one) => one.templateCode === templateCode)
  const templateParameters = Object.fromEntries(
    (template?.variables ?? []).map(({ name, sample }) => [name, sample]),
  )
  const [language = 'en'] = Object.keys(template?.texts ?? {})
  return { ...credentials, templates: [{ language, templateParameters }] }
}
