import { decodeEntities } from './entities.js'
import { compileExpression, compileObject, type Locals } from './expression.js'
import { splitMustaches } from './mustache.js'
import type { Attribute } from './nodes.js'
import type { SourceFile } from './source-file.js'

/** JavaScript for an attribute's value: typed where it is one mustache, a string where it is mixed. */
export function compileValue(attribute: Attribute, source: SourceFile, locals: Locals): string {
  if (attribute.value === undefined) return 'true'
  const parts = splitMustaches(source, attribute.value, attribute.valueOffset)
  const [first] = parts
  if (first && parts.length === 1 && 'code' in first) return compileExpression({ ...first, source }, locals)
  return concatenation(parts, source, locals)
}

/** The same where blanks around a mustache mean nothing, as in `a:if="{{ready}} "`. */
export function compileDirective(attribute: Attribute, source: SourceFile, locals: Locals): string {
  return compileValue(withoutBlanks(attribute), source, locals)
}

function withoutBlanks(attribute: Attribute): Attribute {
  const { value, valueOffset } = attribute
  if (value === undefined) return attribute
  return {
    ...attribute,
    value: value.trim(),
    valueOffset: valueOffset + value.length - value.trimStart().length,
  }
}

/** JavaScript for an attribute that holds an object, with or without its braces. */
export function compileObjectValue(attribute: Attribute, source: SourceFile, locals: Locals): string {
  const { value = '', valueOffset } = withoutBlanks(attribute)
  const [first, ...others] = splitMustaches(source, value, valueOffset)
  if (first && 'code' in first && others.length === 0) return compileObject({ ...first, source }, locals)
  source.warn(
    `${attribute.name} has to be one {{…}}: it is empty`,
    attribute.offset,
    'Write {{a, b: c, ...d}}',
  )
  return '{}'
}

/** JavaScript for a text between elements: always a string. */
export function compileText(text: string, offset: number, source: SourceFile, locals: Locals): string {
  return concatenation(splitMustaches(source, text, offset), source, locals)
}

function concatenation(parts: ReturnType<typeof splitMustaches>, source: SourceFile, locals: Locals): string {
  const strings = parts.map((part) =>
    'code' in part
      ? `c.string(${compileExpression({ ...part, source }, locals)})`
      : JSON.stringify(decodeEntities(part.text)),
  )
  return strings.length > 0 ? strings.join(' + ') : '""'
}
