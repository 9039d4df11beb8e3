import { curlSnippet } from './curl.js'
import { javaSnippet } from './java.js'
import { nodeSnippet } from './node.js'
import { pythonSnippet } from './python.js'
import type { Snippet, SnippetFacts } from './snippet.js'

/** A first signed call to this sandbox, in each language. */
export const snippets = (facts: SnippetFacts): Snippet[] =>
  [curlSnippet, nodeSnippet, javaSnippet, pythonSnippet].map((make) => make(facts))
