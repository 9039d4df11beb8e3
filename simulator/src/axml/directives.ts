import type { Attribute, ElementNode } from './nodes.js'

const known = ['a:if', 'a:elif', 'a:else', 'a:for', 'a:for-item', 'a:for-index', 'a:key']
const conditions = ['a:if', 'a:elif', 'a:else']

/** The `a:if`, `a:elif` or `a:else` of an element. */
export const conditionOf = (node: ElementNode): Attribute | undefined =>
  node.attributes.find(({ name }) => conditions.includes(name))

export const isContinuation = (node: ElementNode): boolean =>
  node.attributes.some(({ name }) => name === 'a:elif' || name === 'a:else')

/** Throws where an attribute only looks like a directive. */
export function checkDirectives(node: ElementNode): void {
  for (const { name, offset } of node.attributes) {
    if (/^(wx|s|v|bind|catch):/.test(name)) {
      const [, own = ''] = name.split(':')
      const remedy = known.includes(`a:${own}`) ? `Write a:${own}` : 'Write onTap="name" for an event'
      throw node.source.error(`${name} belongs to another platform`, offset, remedy)
    }
    if (name.startsWith('a:') && !known.includes(name))
      throw node.source.error(`there is no ${name}`, offset, `Known are ${known.join(', ')}`)
  }
}
