/** Alipay's directives, WeChat's names. */
const directives: [RegExp, string][] = [
  [/(\s)a:/g, '$1wx:'],
  [/(\s)catch([A-Z]\w*)=/g, '$1catch:$2='],
]

export interface AxmlTranslation {
  wxml: string
  /** Methods that the template passes to components as function props: `onAnswer="handleAnswer"`. */
  handlers: string[]
  /** Names of the attributes that each component tag is given. */
  attributes: Record<string, string[]>
}

/** The name under which the adapter puts a bound method into the data, to be passed as a prop. */
export const boundMethod = (name: string) => `bound_${name}`

/**
 * Translates what our templates use of axml, and no more: `a:` directives, `onX` and `catchX` on elements,
 * function props on components. What WeChat's compiler stand-in gets wrong is refused here.
 */
export function axmlToWxml(axml: string, componentTags: string[]): AxmlTranslation {
  const handlers = new Set<string>()
  const attributes: Record<string, string[]> = {}

  const wxml = axml.replace(
    /<([\w-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>/g,
    (_tag, name: string, rest: string, end) => {
      if (/\sa:for=/.test(rest) && /\sa:(if|elif|else)/.test(rest))
        throw new Error(
          `<${name}> has a:for and a:if: this engine would render nothing; put one on a <block>`,
        )
      let attrs = rest
      for (const [from, to] of directives) attrs = attrs.replace(from, to)
      if (componentTags.includes(name)) {
        attributes[name] = [
          ...(attributes[name] ?? []),
          ...[...rest.matchAll(/\s([\w-]+)=/g)].map((match) => match[1]!),
        ]
        attrs = attrs.replace(/\s(on[A-Z]\w*)="(\w+)"/g, (_attr, prop: string, method: string) => {
          handlers.add(method)
          return ` ${prop}="{{${boundMethod(method)}}}"`
        })
      } else {
        attrs = attrs.replace(/\son([A-Z]\w*)=/g, (_attr, event: string) => ` bind:${event.toLowerCase()}=`)
      }
      attrs = attrs.replace(/catch:(\w+)=/g, (_attr, event: string) => `catch:${event.toLowerCase()}=`)
      return `<${name}${attrs}${end ? ' /' : ''}>`
    },
  )
  return { wxml, handlers: [...handlers], attributes }
}
