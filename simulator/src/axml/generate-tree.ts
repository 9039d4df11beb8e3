import { compileDirective, compileObjectValue, compileText, compileValue } from './attribute-value.js'
import { checkDirectives, conditionOf, isContinuation, isDirective } from './directives.js'
import type { Locals } from './expression.js'
import { componentProps, elementParts } from './element-parts.js'
import { attributeOf, type AxmlNode, type ElementNode, type TextNode } from './nodes.js'

/** What a template's code sees besides props and data. */
interface Surroundings {
  locals: Locals
  /** Variables that hold template tables. */
  tables: string[]
}

/** Turns a tree into JavaScript that makes it: `c` is the render context, `d` props and data. */
export class TreeGenerator {
  private variables = 0

  constructor(private readonly components: ReadonlySet<string>) {}

  newVariable(): string {
    this.variables += 1
    return `v${this.variables}`
  }

  /** An array with one entry for each child that draws something. */
  children(nodes: AxmlNode[], around: Surroundings): string {
    const entries = groupChains(nodes).map((chain) => this.chain(chain, around))
    return `[${entries.join(', ')}]`
  }

  /** An `a:if` with what follows it, or a single node. */
  chain(chain: AxmlNode[], around: Surroundings): string {
    const [first, ...others] = chain
    if (!first) return 'null'
    if (first.kind === 'text') return this.text(first, around)
    checkDirectives(first)
    // a:for is outside and a:if inside where one element has both.
    return compileLoop(this, first, around, (inner) => {
      const condition = conditionOf(first)
      const drawn = this.element(first, inner)
      if (!condition) return drawn
      const test =
        condition.name === 'a:else' ? 'true' : compileDirective(condition, first.source, inner.locals)
      return `(${test}) ? ${drawn} : ${this.chain(others, around)}`
    })
  }

  private text(node: TextNode, { locals }: Surroundings): string {
    const { value, offset } = trimmed(node)
    return compileText(value, offset, node.source, locals)
  }

  private element(node: ElementNode, around: Surroundings): string {
    if (node.tag === 'block') return this.children(node.children, around)
    if (node.tag === 'slot') return this.slot(node, around)
    if (node.tag === 'template') return this.useTemplate(node, around)
    const tag = JSON.stringify(node.tag)
    const place = JSON.stringify(placeOf(node))
    if (this.components.has(node.tag)) {
      const slots = compileSlots(this, node, around)
      return `c.component(${tag}, ${componentProps(node, around.locals)}, ${slots}, ${place})`
    }
    const { attributes, dataset, events } = elementParts(node, around.locals)
    const children = this.children(node.children, around)
    return `c.element(${tag}, ${attributes}, ${dataset}, ${events}, ${children}, ${place})`
  }

  private slot(node: ElementNode, around: Surroundings): string {
    const { locals } = around
    const name = attributeOf(node, 'name')
    const given = node.attributes.filter((attribute) => attribute.name !== 'name' && !isDirective(attribute))
    const scope = given.map(
      (attribute) => `${JSON.stringify(attribute.name)}: ${compileValue(attribute, node.source, locals)}`,
    )
    const fallback = node.children.length > 0 ? `() => ${this.children(node.children, around)}` : '0'
    return `c.slot(${name ? compileValue(name, node.source, locals) : '""'}, {${scope.join(', ')}}, ${fallback})`
  }

  private useTemplate(node: ElementNode, around: Surroundings): string {
    const { locals, tables } = around
    const is = attributeOf(node, 'is')
    if (!is) {
      node.source.warn('<template> needs name or is', node.offset, 'Write <block> to hold several elements')
      return this.children(node.children, around)
    }
    const data = attributeOf(node, 'data')
    const scope = data ? compileObjectValue(data, node.source, locals) : '{}'
    const name = compileValue(is, node.source, locals)
    const place = JSON.stringify(placeOf(node))
    return `c.template([${tables.join(', ')}], ${name}, ${scope}, ${place})`
  }
}

const placeOf = (node: ElementNode) => `${node.source.path}:${node.source.shortPlace(node.offset)}`

/** Draws an element as often as its `a:for` says, or once where it has none. */
function compileLoop(
  tree: TreeGenerator,
  node: ElementNode,
  around: Surroundings,
  draw: (inner: Surroundings) => string,
): string {
  const loop = attributeOf(node, 'a:for')
  if (!loop) return draw(around)
  const list = compileDirective(loop, node.source, around.locals)
  if (!loop.value?.includes('{{'))
    node.source.warn(
      'a:for has no {{…}}: nothing is drawn',
      loop.offset,
      `Write a:for="{{${loop.value ?? 'list'}}}"`,
    )
  const itemName = attributeOf(node, 'a:for-item')?.value ?? 'item'
  const indexName = attributeOf(node, 'a:for-index')?.value ?? 'index'
  const [item, index] = [tree.newVariable(), tree.newVariable()]
  const locals = new Map(around.locals).set(itemName, item).set(indexName, index)
  const inner = { ...around, locals }
  const key = keyOf(node, inner, { item, index, indexName })
  return `c.each(${list}, (${item}, ${index}) => ${draw(inner)}, ${key ? `(${item}, ${index}) => ${key}` : '0'})`
}

function keyOf(
  node: ElementNode,
  { locals }: Surroundings,
  { item, index, indexName }: { item: string; index: string; indexName: string },
): string | undefined {
  const key = attributeOf(node, 'a:key')
  if (!key?.value) return undefined
  if (key.value.includes('{{')) return compileValue(key, node.source, locals)
  if (key.value === '*this') return item
  if (key.value === indexName || key.value === 'index') return index
  return `${item}?.[${JSON.stringify(key.value)}]`
}

/** What a component tag holds, as `[[slot's name, (scope) => content], …]`; `0` where it holds nothing. */
function compileSlots(tree: TreeGenerator, node: ElementNode, around: Surroundings): string {
  const entries = groupChains(node.children).map((chain) => slotEntry(tree, chain, around))
  return entries.length > 0 ? `[${entries.join(', ')}]` : '0'
}

function slotEntry(tree: TreeGenerator, chain: AxmlNode[], around: Surroundings): string {
  const first = chain[0]
  const slot = first?.kind === 'element' ? attributeOf(first, 'slot') : undefined
  const scopeName = first?.kind === 'element' ? attributeOf(first, 'slot-scope')?.value : undefined
  const scope = tree.newVariable()
  const locals = scopeName ? new Map(around.locals).set(scopeName, scope) : around.locals
  const name = slot && first ? compileValue(slot, first.source, around.locals) : '""'
  return `[${name}, (${scope}) => ${tree.chain(chain, { ...around, locals })}]`
}

/** Puts a:elif and a:else with the a:if before them, and drops texts that only indent. */
function groupChains(nodes: AxmlNode[]): AxmlNode[][] {
  const chains: AxmlNode[][] = []
  for (const node of nodes) {
    if (node.kind === 'text') {
      if (trimmed(node).value !== '') chains.push([node])
      continue
    }
    if (!isContinuation(node)) {
      chains.push([node])
      continue
    }
    const name = conditionOf(node)?.name ?? ''
    const last = chains.at(-1)
    const beforeText = last?.[0]?.kind === 'text' ? chains.at(-2) : undefined
    const chain = [last, beforeText].find((candidate) => candidate && hasCondition(candidate))
    if (!chain) {
      node.source.warn(`${name} follows no a:if`, node.offset, `Put <${node.tag}> behind an a:if`)
      chains.push([node])
      continue
    }
    if (chain !== last)
      node.source.warn(`a text stands before ${name}`, node.offset, 'Remove it, or put it into the element')
    if (endsIn(chain, 'a:else'))
      node.source.warn(`${name} follows a:else: it is never drawn`, node.offset, 'Remove it')
    chain.push(node)
  }
  return chains
}

const hasCondition = ([first]: AxmlNode[]) => first?.kind === 'element' && conditionOf(first) !== undefined

function endsIn(chain: AxmlNode[], name: string): boolean {
  const last = chain.at(-1)
  return last?.kind === 'element' && conditionOf(last)?.name === name
}

/** Blanks with a line break at either end only lay out the source. */
function trimmed(node: TextNode): { value: string; offset: number } {
  const start = /^\s*\n\s*/.exec(node.value)?.[0].length ?? 0
  const value = node.value.slice(start).replace(/\s*\n\s*$/, '')
  return { value, offset: node.offset + start }
}
