import { canBeRead } from './expression.js'
import type { SourceFile } from './source-file.js'

/** Plain text, or the code between `{{` and `}}`. */
export type Part = { text: string } | { code: string; offset: number }

interface Mustache {
  code: string
  /** Behind its last brace. */
  end: number
}

/**
 * The mustache that starts at `start`. Where it has no end it is ended at the best place before `limit` or, in
 * a text that goes on with other tags, before the next match of `stop`.
 */
export function mustacheAt(
  source: SourceFile,
  start: number,
  limit = source.text.length,
  stop?: RegExp,
): Mustache {
  const { text } = source
  const found = scan(text, start, limit)
  // A mustache without an end runs on into the tags behind it, and no tag is JavaScript.
  const isPlausible = (code: string) => !stop?.test(code) || canBeRead(code)
  if (found.end !== undefined) {
    const code = text.slice(start + 2, found.end - 2)
    if (isPlausible(code)) return { code, end: found.end }
  }
  source.warn('{{ is never closed', start, 'Add }}')
  const stopAt = stop ? text.slice(start, limit).search(stop) : -1
  return endedMustache(text, start, stopAt < 0 ? limit : start + stopAt, found.loneBrace)
}

/** Braces of objects and all that stands in quotes belong to a mustache. */
function scan(text: string, start: number, limit: number): { end?: number; loneBrace?: number } {
  let depth = 0
  let quote = ''
  let loneBrace: number | undefined
  for (let at = start + 2; at < limit; at += 1) {
    const character = text.charAt(at)
    if (quote) {
      if (character === '\\') at += 1
      else if (character === quote) quote = ''
    } else if (character === '"' || character === "'" || character === '`') quote = character
    else if (character === '{') depth += 1
    else if (character === '}' && depth > 0) depth -= 1
    else if (character === '}' && text[at + 1] === '}' && at + 1 < limit) return { end: at + 2 }
    else if (character === '}') loneBrace ??= at
  }
  return loneBrace === undefined ? {} : { loneBrace }
}

/** Tries a single brace, then all up to the limit without the braces at its end, then the next two braces. */
function endedMustache(text: string, start: number, limit: number, loneBrace: number | undefined): Mustache {
  const from = start + 2
  if (loneBrace !== undefined && loneBrace < limit && canBeRead(text.slice(from, loneBrace)))
    return { code: text.slice(from, loneBrace), end: loneBrace + 1 }
  for (let code = text.slice(from, limit).trimEnd(); ; code = code.slice(0, -1).trimEnd()) {
    if (canBeRead(code)) return { code, end: limit }
    if (!code.endsWith('}')) break
  }
  const naiveEnd = text.indexOf('}}', from)
  return naiveEnd >= 0 && naiveEnd + 2 <= limit
    ? { code: text.slice(from, naiveEnd), end: naiveEnd + 2 }
    : { code: text.slice(from, limit), end: limit }
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
    const { code, end } = mustacheAt(source, offset + open, offset + value.length)
    parts.push({ code, offset: offset + open + 2 })
    at = end - offset
  }
  return parts
}
