import { compileValue } from './attribute-value.js'
import { groupChains, type Surroundings, type TreeGenerator } from './generate-tree.js'
import { attributeOf, type AxmlNode, type ElementNode } from './nodes.js'

/** What a component tag holds, as `[[slot's name, (scope) => content], …]`; `0` where it holds nothing. */
export function compileSlots(tree: TreeGenerator, node: ElementNode, around: Surroundings): string {
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
