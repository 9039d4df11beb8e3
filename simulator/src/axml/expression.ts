import { type AnyNode, parseExpressionAt } from 'acorn'
import type { SourceFile } from './source-file.js'

/** Which names are variables of the generated code; every other name is read from props and data. */
export type Locals = ReadonlyMap<string, string>

/** An expression as it stands in a file. */
export interface ExpressionSource {
  code: string
  offset: number
  source: SourceFile
}

/** JavaScript for the code of a mustache: `d` is the scope, `c` the render context. */
export function compileExpression(expression: ExpressionSource, locals: Locals): string {
  const parsed = parseCode(expression)
  return generate(parsed.node, { ...expression, locals, shift: parsed.shift })
}

/** The same for what may be an object without its braces: `{{a, b: c, ...d}}`, as `data` of a template. */
export function compileObject(expression: ExpressionSource, locals: Locals): string {
  const parsed = parseAs('({', expression.code, '})') ?? parseCode(expression)
  return generate(parsed.node, { ...expression, locals, shift: parsed.shift })
}

interface Parsed {
  node: AnyNode
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
    return /^[)\s]*$/.test(text.slice(node.end)) ? { node, shift: before.length } : undefined
  } catch {
    return undefined
  }
}

function parseCode({ code, offset, source }: ExpressionSource): Parsed {
  if (code.trim() === '') throw source.error('{{}} is empty', offset, 'Write an expression, or remove it')
  const parsed = parseAs('(', code, ')')
  if (parsed && parsed.node.type !== 'SequenceExpression') return parsed
  const object = parseAs('({', code, '})')
  if (object) return object
  throw source.error(`{{${code}}} can't be read`, offset, 'It has to be one JavaScript expression')
}

function generate(node: AnyNode, scope: Scope): string {
  const of = (child: AnyNode) => generate(child, scope)
  switch (node.type) {
    case 'Literal':
      return node.value instanceof RegExp
        ? refuse('a regular expression', node, scope)
        : JSON.stringify(node.value)
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
    default:
      return refuse(`a ${readable(node.type)}`, node, scope)
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

const readable = (type: string) => type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

function refuse(what: string, node: AnyNode, scope: Scope): never {
  throw scope.source.error(
    `${what} can't stand in axml`,
    scope.offset + node.start - scope.shift,
    'Compute it in the script or in an sjs module',
  )
}
