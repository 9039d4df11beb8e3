import { compileValue } from './attribute-value.js'
import { eventName, isDirective } from './directives.js'
import type { Locals } from './expression.js'
import type { Attribute, ElementNode } from './nodes.js'

/** JavaScript for what an element's tag was given. */
export interface ElementParts {
  attributes: string
  dataset: string
  /** `[[event, whether it is caught, handler], …]` */
  events: string
}

const handlerName = /^(on|catch)([A-Z]\w*)$/
const isHandler = ({ name }: Attribute) => handlerName.test(name)
const isDataset = ({ name }: Attribute) => name.startsWith('data-')

/** JavaScript for the props that a component's tag gives. */
export function componentProps(node: ElementNode, locals: Locals): string {
  return objectOf(
    givenOf(node).map((attribute) => [
      attribute.name,
      isHandler(attribute) || attribute.name === 'ref'
        ? handlerOf(node, attribute, locals)
        : compileValue(attribute, node.source, locals),
    ]),
  )
}

export function elementParts(node: ElementNode, locals: Locals): ElementParts {
  const given = givenOf(node).filter((attribute) => isPossible(node, attribute))
  const valueOf = (attribute: Attribute) => compileValue(attribute, node.source, locals)
  return {
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
        return `[${JSON.stringify(event)}, ${prefix === 'catch'}, ${handlerOf(node, attribute, locals)}]`
      }),
    ),
  }
}

const givenOf = (node: ElementNode) => node.attributes.filter((attribute) => !isDirective(attribute))

function handlerOf(node: ElementNode, attribute: Attribute, locals: Locals): string {
  const place = JSON.stringify(`${node.source.path}:${node.source.shortPlace(attribute.offset)}`)
  const value = compileValue(attribute, node.source, locals)
  return `c.handler(${value}, ${JSON.stringify(attribute.name)}, ${place})`
}

const events =
  'tap longTap change input focus blur confirm submit reset load error scroll scrollToUpper scrollToLower ' +
  'touchStart touchMove touchEnd touchCancel animationStart animationEnd animationIteration transitionEnd'
const eventOf = new Map(events.split(' ').map((event) => [event.toLowerCase(), event]))

/** What the DOM would refuse, or take for something else, is left out with a warning. */
function isPossible({ tag, source }: ElementNode, { name, offset }: Attribute): boolean {
  // The platform's own libraries put them on elements, where they mean nothing.
  if (name === 'key' || name === 'ref') return false
  const event = eventOf.get(/^(?:on|bind|catch)([a-z]+)$/.exec(name)?.[1] ?? '')
  const isName = /^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(name)
  if (event === undefined && isName) return true
  const remedy = event === undefined ? 'It is not a name' : `For an event write ${eventName(event)}`
  source.warn(`${name} on <${tag}> is left out`, offset, remedy)
  return false
}

const camelCase = (name: string) => name.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase())

/** `form-type` and `formType` are the same on an element of the platform. */
const attributeName = (name: string) => (name.startsWith('aria-') ? name : camelCase(name))

const objectOf = (members: [name: string, code: string][]): string =>
  members.length > 0
    ? `{${members.map(([name, code]) => `${JSON.stringify(name)}: ${code}`).join(', ')}}`
    : '0'

const listOf = (entries: string[]): string => (entries.length > 0 ? `[${entries.join(', ')}]` : '0')
