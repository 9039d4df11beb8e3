import { compileValue } from './attribute-value.js'
import type { Locals } from './expression.js'
import type { Attribute, ElementNode } from './nodes.js'

/** JavaScript for what a tag was given, once as a component's props and once as an element's. */
export interface ElementParts {
  props: string
  attributes: string
  dataset: string
  /** `[[event, whether it is caught, handler], …]` */
  events: string
}

const handlerName = /^(on|catch)([A-Z]\w*)$/
/** Read by the compiler. */
const reserved = /^(a:.*|slot|slot-scope)$/

export function elementParts(node: ElementNode, locals: Locals): ElementParts {
  const given = node.attributes.filter(({ name }) => !reserved.test(name))
  const valueOf = (attribute: Attribute) => compileValue(attribute, node.source, locals)
  const handlerOf = (attribute: Attribute) => {
    const place = JSON.stringify(`${node.source.path}:${node.source.shortPlace(attribute.offset)}`)
    return `c.handler(${valueOf(attribute)}, ${JSON.stringify(attribute.name)}, ${place})`
  }
  const isHandler = ({ name }: Attribute) => handlerName.test(name)
  const isDataset = ({ name }: Attribute) => name.startsWith('data-')
  return {
    props: objectOf(
      given.map((attribute) => [
        attribute.name,
        isHandler(attribute) || attribute.name === 'ref' ? handlerOf(attribute) : valueOf(attribute),
      ]),
    ),
    attributes: objectOf(
      given
        .filter((attribute) => !isHandler(attribute) && !isDataset(attribute))
        .map((attribute) => [attributeName(attribute.name), valueOf(attribute)]),
    ),
    dataset: objectOf(
      given
        .filter(isDataset)
        .map((attribute) => [camelCase(attribute.name.slice('data-'.length)), valueOf(attribute)]),
    ),
    events: listOf(
      given.filter(isHandler).map((attribute) => {
        const [, prefix, name = ''] = handlerName.exec(attribute.name) ?? []
        const event = name.charAt(0).toLowerCase() + name.slice(1)
        return `[${JSON.stringify(event)}, ${prefix === 'catch'}, ${handlerOf(attribute)}]`
      }),
    ),
  }
}

const camelCase = (name: string) => name.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase())

/** `form-type` and `formType` are the same on an element of the platform. */
const attributeName = (name: string) => (name.startsWith('aria-') ? name : camelCase(name))

const objectOf = (members: [name: string, code: string][]): string =>
  members.length > 0
    ? `{${members.map(([name, code]) => `${JSON.stringify(name)}: ${code}`).join(', ')}}`
    : '0'

const listOf = (entries: string[]): string => (entries.length > 0 ? `[${entries.join(', ')}]` : '0')
