import { type AnyNode, parseExpressionAt } from 'acorn'
import { decodeEntities } from './entities.js'
import type { SourceFile } from './source-file.js'

/** Which names are variables of the generated code; every other name is read from props and data. */
export type Locals = ReadonlyMap<string, string>

/** An expression as it stands in a file. */
export interface ExpressionSource {
  code: string
  offset: number
  source: SourceFile
}

/**
 * JavaScript for the code of a mustache: `d` is the scope, `c` the render context. `undefined`, with a warning,
 * where it can't be read.
 */
export function compileExpression(expression: ExpressionSource, locals: Locals): string {
  return generateFrom(parseCode(expression) ?? parseMended(expression), expression, locals)
}

/** The same for what may be an object without its braces: `{{a, b: c, ...d}}`, as `data` of a template. */
export function compileObject(expression: ExpressionSource, locals: Locals): string {
  const parsed = parseAs('({', expression.code, '})') ?? parseCode(expression)
  return generateFrom(parsed ?? parseMended(expression), expression, locals)
}

/** Whether code is an expression as it stands. */
export const canBeRead = (code: string): boolean => parseText(code) !== undefined

const generateFrom = (parsed: Parsed | undefined, expression: ExpressionSource, locals: Locals): string =>
  parsed
    ? generate(parsed.node, { ...expression, code: parsed.code, locals, shift: parsed.shift })
    : 'undefined'

interface Parsed {
  node: AnyNode
  /** What was read. */
  code: string
  /** How many characters were put before the code to parse it. */
  shift: number
}

interface Scope extends ExpressionSource {
  locals: Locals
  shift: number
}

/** Undefined where the code can't be read in this way. */
function parseAs(before: string, code: string, after: string): Parsed | undefined {
  try {
    const text = `${before}${code}\n${after}`
    const node = parseExpressionAt(text, 0, { ecmaVersion: 2022 }) as AnyNode
    return /^[)\s]*$/.test(text.slice(node.end)) ? { node, code, shift: before.length } : undefined
  } catch {
    return undefined
  }
}

function parseText(code: string): Parsed | undefined {
  if (code.trim() === '') return undefined
  const parsed = parseAs('(', code, ')')
  return parsed && parsed.node.type !== 'SequenceExpression' ? parsed : parseAs('({', code, '})')
}

/** `{{a &amp;&amp; b}}` is what an editor for XML makes of it. */
const parseCode = ({ code }: ExpressionSource): Parsed | undefined =>
  parseText(code) ?? (code.includes('&') ? parseText(decodeEntities(code)) : undefined)

/** Leaves out what stands around an expression by mistake. */
function parseMended({ code, offset, source }: ExpressionSource): Parsed | undefined {
  if (code.trim() === '') {
    source.warn('{{}} is empty', offset, 'Write an expression, or remove it')
    return undefined
  }
  const inner = /^\s*\{\{([^]*)\}\}\s*$/.exec(code)?.[1] ?? code
  const mended = parseText(inner.replace(/[;\s]+$/, ''))
  const taken = mended ? mended.code.trim() : 'undefined'
  source.warn(
    `{{${code}}} can't be read: ${taken} is taken`,
    offset,
    'It has to be one JavaScript expression',
  )
  return mended
}

function generate(node: AnyNode, scope: Scope): string {
  const of = (child: AnyNode) => generate(child, scope)
  switch (node.type) {
    case 'Literal':
      return literal(node, scope)
    case 'Identifier':
      return identifier(node.name, scope.locals)
    case 'MemberExpression':
      // Reading from undefined gives undefined, as on the platform.
      return `${of(node.object)}?.[${keyOf(node, scope)}]`
    case 'ChainExpression':
      return of(node.expression)
    case 'CallExpression':
      return call(node, scope)
    case 'UnaryExpression':
      return `(${node.operator} ${of(node.argument)})`
    case 'BinaryExpression':
    case 'LogicalExpression':
      return `(${of(node.left)} ${node.operator} ${of(node.right)})`
    case 'ConditionalExpression':
      return `(${of(node.test)} ? ${of(node.consequent)} : ${of(node.alternate)})`
    case 'ArrayExpression':
      return `[${node.elements.map((element) => (element ? of(element) : 'undefined')).join(', ')}]`
    case 'SpreadElement':
      return `...${of(node.argument)}`
    case 'ObjectExpression':
      return `({${node.properties.map((property) => objectMember(property, scope)).join(', ')}})`
    case 'TemplateLiteral':
      return templateLiteral(node, scope)
    case 'ArrowFunctionExpression':
      return arrowFunction(node, scope)
    default:
      return refused(node, scope)
  }
}

const globals = new Map([
  ['undefined', 'undefined'],
  ['NaN', 'NaN'],
  ['Infinity', 'Infinity'],
])

const identifier = (name: string, locals: Locals): string =>
  locals.get(name) ?? globals.get(name) ?? `d[${JSON.stringify(name)}]`

type NodeOf<Type extends AnyNode['type']> = Extract<AnyNode, { type: Type }>

function keyOf(node: NodeOf<'MemberExpression'>, scope: Scope): string {
  if (node.computed) return generate(node.property, scope)
  return JSON.stringify(node.property.type === 'Identifier' ? node.property.name : '')
}

function call(node: NodeOf<'CallExpression'>, scope: Scope): string {
  const { callee } = node
  const values = node.arguments.map((argument) => generate(argument, scope)).join(', ')
  const name = scope.code.slice(callee.start - scope.shift, callee.end - scope.shift)
  const { line, column, file } = scope.source.placeOf(scope.offset + node.start - scope.shift)
  const [object, key] =
    callee.type === 'MemberExpression'
      ? [generate(callee.object, scope), keyOf(callee, scope)]
      : [`{ f: ${generate(callee, scope)} }`, '"f"']
  return `c.call(${object}, ${key}, [${values}], ${JSON.stringify(name)}, ${JSON.stringify(`${file}:${line}:${column}`)})`
}

function objectMember(node: NodeOf<'Property'> | NodeOf<'SpreadElement'>, scope: Scope): string {
  if (node.type === 'SpreadElement') return generate(node, scope)
  const key = node.computed
    ? `[${generate(node.key, scope)}]`
    : JSON.stringify(node.key.type === 'Identifier' ? node.key.name : (node.key as NodeOf<'Literal'>).value)
  return `${key}: ${generate(node.value, scope)}`
}

function templateLiteral(node: NodeOf<'TemplateLiteral'>, scope: Scope): string {
  const parts = node.quasis.flatMap((quasi, index) => {
    const inner = node.expressions[index]
    return [
      JSON.stringify(quasi.value.cooked ?? ''),
      ...(inner ? [`c.string(${generate(inner, scope)})`] : []),
    ]
  })
  return `(${parts.join(' + ')})`
}

function literal(node: NodeOf<'Literal'>, scope: Scope): string {
  if (!(node.value instanceof RegExp)) return node.bigint ? (node.raw ?? '') : JSON.stringify(node.value)
  warn('a regular expression', node, scope)
  return String(node.value)
}

/** One that only computes a value: `{{list.map(item => item.name)}}`. */
function arrowFunction(node: NodeOf<'ArrowFunctionExpression'>, scope: Scope): string {
  if (node.async || node.body.type === 'BlockStatement') return refused(node, scope)
  const locals = new Map(scope.locals)
  const inner = { ...scope, locals }
  const parameters = node.params.map((parameter) => pattern(parameter, inner, locals))
  if (parameters.includes(undefined)) return refused(node, scope)
  warn('an arrow function', node, scope)
  return `((${parameters.join(', ')}) => ${generate(node.body, inner)})`
}

/** A parameter as JavaScript, its names added to `locals`; undefined where it is of another kind. */
function pattern(node: AnyNode, scope: Scope, locals: Map<string, string>): string | undefined {
  switch (node.type) {
    case 'Identifier':
      // Renamed, since `c` and `d` are names of the generated code.
      locals.set(node.name, `p_${node.name}`)
      return `p_${node.name}`
    case 'AssignmentPattern': {
      const left = pattern(node.left, scope, locals)
      return left && `${left} = ${generate(node.right, scope)}`
    }
    case 'ObjectPattern': {
      const members = node.properties.map((property) => {
        if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier')
          return undefined
        const value = pattern(property.value, scope, locals)
        return value && `${JSON.stringify(property.key.name)}: ${value}`
      })
      return members.includes(undefined) ? undefined : `{ ${members.join(', ')} }`
    }
    default:
      return undefined
  }
}

const readable = (type: string) => type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

function refused(node: AnyNode, scope: Scope): string {
  const kind = readable(node.type)
  const article = ['a', 'i', 'u'].includes(kind.charAt(0)) ? 'an' : 'a'
  warn(`${article} ${kind}`, node, scope, ': undefined is taken')
  return 'undefined'
}

function warn(what: string, node: AnyNode, scope: Scope, consequence = ''): void {
  scope.source.warn(
    `${what} can't stand in axml${consequence}`,
    scope.offset + node.start - scope.shift,
    'Compute it in the script or in an sjs module',
  )
}
