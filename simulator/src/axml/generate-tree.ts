import { compileObjectValue, compileText, compileValue } from './attribute-value.js'
import { checkDirectives, conditionOf, isContinuation } from './directives.js'
import type { Locals } from './expression.js'
import { elementParts } from './element-parts.js'
import { compileLoop } from './generate-loop.js'
import { attributeOf, type AxmlNode, type ElementNode, type TextNode } from './nodes.js'
import { compileSlots } from './generate-slots.js'

/** What a template's code sees besides props and data. */
export interface Surroundings {
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
      const test = condition.name === 'a:else' ? 'true' : compileValue(condition, first.source, inner.locals)
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
    const parts = elementParts(node, around.locals)
    const tag = JSON.stringify(node.tag)
    const place = JSON.stringify(placeOf(node))
    if (this.components.has(node.tag)) {
      const slots = compileSlots(this, node, around)
      return `c.component(${tag}, ${parts.props}, ${slots}, ${place})`
    }
    const children = this.children(node.children, around)
    return `c.element(${tag}, ${parts.attributes}, ${parts.dataset}, ${parts.events}, ${children}, ${place})`
  }

  private slot(node: ElementNode, around: Surroundings): string {
    const { locals } = around
    const name = attributeOf(node, 'name')
    const given = node.attributes.filter((attribute) => !/^(name|slot|a:.*)$/.test(attribute.name))
    const scope = given.map(
      (attribute) => `${JSON.stringify(attribute.name)}: ${compileValue(attribute, node.source, locals)}`,
    )
    const fallback = node.children.length > 0 ? `() => ${this.children(node.children, around)}` : '0'
    return `c.slot(${name ? compileValue(name, node.source, locals) : '""'}, {${scope.join(', ')}}, ${fallback})`
  }

  private useTemplate(node: ElementNode, { locals, tables }: Surroundings): string {
    const is = attributeOf(node, 'is')
    if (!is) throw node.source.error('<template> needs name or is', node.offset)
    const data = attributeOf(node, 'data')
    const scope = data ? compileObjectValue(data, node.source, locals) : '{}'
    const name = compileValue(is, node.source, locals)
    const place = JSON.stringify(placeOf(node))
    return `c.template([${tables.join(', ')}], ${name}, ${scope}, ${place}, ${is.value?.includes('{{') ?? false})`
  }
}

const placeOf = (node: ElementNode) => `${node.source.path}:${node.source.shortPlace(node.offset)}`

/** Puts a:elif and a:else with the a:if before them, and drops texts that only indent. */
export function groupChains(nodes: AxmlNode[]): AxmlNode[][] {
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
    const last = chains.at(-1)?.at(-1)
    const name = conditionOf(node)?.name ?? ''
    if (last?.kind !== 'element' || !conditionOf(last) || conditionOf(last)?.name === 'a:else')
      throw node.source.error(`${name} follows no a:if`, node.offset, `Put <${node.tag}> behind an a:if`)
    chains.at(-1)?.push(node)
  }
  return chains
}

/** Blanks with a line break at either end only lay out the source. */
function trimmed(node: TextNode): { value: string; offset: number } {
  const start = /^\s*\n\s*/.exec(node.value)?.[0].length ?? 0
  const value = node.value.slice(start).replace(/\s*\n\s*$/, '')
  return { value, offset: node.offset + start }
}
