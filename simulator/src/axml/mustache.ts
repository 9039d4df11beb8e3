import type { SourceFile } from './source-file.js'

/** Plain text, or the code between `{{` and `}}`. */
export type Part = { text: string } | { code: string; offset: number }

/**
 * The offset behind the `}}` that ends the mustache at `start`. Braces of objects and all that stands in
 * quotes belong to it.
 */
export function endOfMustache(source: SourceFile, start: number, limit = source.text.length): number {
  const { text } = source
  let depth = 0
  let quote = ''
  for (let at = start + 2; at < limit; at += 1) {
    const character = text.charAt(at)
    if (quote) {
      if (character === '\\') at += 1
      else if (character === quote) quote = ''
    } else if (character === '"' || character === "'" || character === '`') quote = character
    else if (character === '{') depth += 1
    else if (character === '}' && depth > 0) depth -= 1
    else if (character === '}' && text[at + 1] === '}' && at + 1 < limit) return at + 2
  }
  throw source.error('{{ is never closed', start, 'Add }}')
}

/** Cuts an attribute's value or a text, which starts at `offset` of its file, into its parts. */
export function splitMustaches(source: SourceFile, value: string, offset: number): Part[] {
  const parts: Part[] = []
  let at = 0
  while (at < value.length) {
    const open = value.indexOf('{{', at)
    if (open < 0) {
      parts.push({ text: value.slice(at) })
      break
    }
    if (open > at) parts.push({ text: value.slice(at, open) })
    const end = endOfMustache(source, offset + open, offset + value.length) - offset
    parts.push({ code: value.slice(open + 2, end - 2), offset: offset + open + 2 })
    at = end
  }
  return parts
}
