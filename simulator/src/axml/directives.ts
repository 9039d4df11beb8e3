import type { Attribute, ElementNode } from './nodes.js'

const known = ['a:if', 'a:elif', 'a:else', 'a:for', 'a:for-item', 'a:for-index', 'a:key']
const conditions = ['a:if', 'a:elif', 'a:else']

/** The `a:if`, `a:elif` or `a:else` of an element. */
export const conditionOf = (node: ElementNode): Attribute | undefined =>
  node.attributes.find(({ name }) => conditions.includes(name))

export const isContinuation = (node: ElementNode): boolean =>
  node.attributes.some(({ name }) => name === 'a:elif' || name === 'a:else')

/** Of WeChat, Baidu, TikTok, QQ, Vue: what it is there it is not here, and it is left out. */
const foreign =
  /^((?:wx|s|swan|tt|qq|v|bind|catch|capture-bind|capture-catch|mut-bind):|[vs]-(?=(?:if|elif|else|for|show|model|bind|on|html|text)\b)|[:@])(.*)$/

/** Whether an attribute is the compiler's own, or left in from another platform: no prop and no attribute. */
export const isDirective = ({ name }: Attribute): boolean =>
  name.startsWith('a:') || name === 'slot' || name === 'slot-scope' || foreign.test(name)

/** Warns where an attribute only looks like a directive. */
export function checkDirectives(node: ElementNode): void {
  for (const { name, offset } of node.attributes) {
    const [, prefix = '', own = ''] = foreign.exec(name) ?? []
    if (prefix) {
      const isEvent = /bind:|catch:|@/.test(prefix)
      const remedy = known.includes(`a:${own}`)
        ? `Write a:${own}`
        : isEvent
          ? `Write ${eventName(own)}="name"`
          : 'Remove it'
      node.source.warn(`${name} belongs to another platform and is left out`, offset, remedy)
    }
    if (name.startsWith('a:') && !known.includes(name))
      node.source.warn(`there is no ${name}: it is left out`, offset, `Known are ${known.join(', ')}`)
  }
}

/** `tap` as the platform's attribute: `onTap`. */
export const eventName = (event: string): string => `on${event.charAt(0).toUpperCase()}${event.slice(1)}`
