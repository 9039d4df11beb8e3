import { compileValue } from './attribute-value.js'
import type { Surroundings, TreeGenerator } from './generate-tree.js'
import { attributeOf, type ElementNode } from './nodes.js'

/** Draws an element as often as its `a:for` says, or once where it has none. */
export function compileLoop(
  tree: TreeGenerator,
  node: ElementNode,
  around: Surroundings,
  draw: (inner: Surroundings) => string,
): string {
  const loop = attributeOf(node, 'a:for')
  if (!loop) return draw(around)
  const list = compileValue(loop, node.source, around.locals)
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
