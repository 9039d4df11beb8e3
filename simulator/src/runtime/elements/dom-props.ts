import type { Method } from '../world.js'
import type { ElementEvent, ElementProps } from './element-props.js'
import { datasets, miniEvent } from './event-object.js'
import { inlineStyle } from './inline-style.js'

/** DOM events whose name is not simply the platform's in lower case. */
const domNames: Record<string, string> = { tap: 'click', longTap: 'longtap' }

/** Attributes that steer the element instead of being on it. */
const steering = new Set(['class', 'style', 'hidden', 'hoverClass', 'hoverStartTime', 'hoverStayTime'])

/** What every element has: class, style, id, roles, data and listeners. `own` attributes and events are left out. */
export function domProps(props: ElementProps, own: readonly string[] = []): Record<string, unknown> {
  const { attributes, dataset, scopeAttribute, world } = props
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(attributes)) {
    if (steering.has(name) || own.includes(name) || !isPrimitive(value)) continue
    result[kebabCase(name)] = String(value)
  }
  if (attributes['class'] !== undefined) result['class'] = textOf(attributes['class'])
  if (attributes['style'])
    result['style'] = inlineStyle(textOf(attributes['style']), (value) => world.rpx(value))
  if (attributes['hidden']) result['hidden'] = true
  if (scopeAttribute) result[scopeAttribute] = ''
  result['ref'] = props.drawn
  if (dataset) {
    for (const [name, value] of Object.entries(dataset))
      if (isPrimitive(value)) result[`data-${kebabCase(name)}`] = String(value)
    result['ref'] = (element: Element | null) => {
      props.drawn(element)
      if (element) datasets.set(element, dataset)
    }
  }
  return Object.assign(result, listeners(props, own))
}

/** One listener for each DOM event, whatever listens to it. */
function listeners({ events, world }: ElementProps, own: readonly string[]): Record<string, unknown> {
  const byName = new Map<string, ElementEvent[]>()
  for (const event of events.filter(([type]) => !own.includes(type))) {
    const name = domNames[event[0]] ?? event[0].toLowerCase()
    byName.set(name, [...(byName.get(name) ?? []), event])
  }
  return Object.fromEntries(
    [...byName].map(([name, heard]) => [
      `on${name}`,
      (domEvent: Event) => {
        for (const [type, isCaught, handler] of heard) {
          if (isCaught) domEvent.stopPropagation()
          callHandler(world, handler, miniEvent(type, domEvent, domEvent.currentTarget))
        }
      },
    ]),
  )
}

/** Calls a mini program's handler. What it throws is told, and stops nothing else. */
export function callHandler(world: ElementProps['world'], handler: unknown, ...values: unknown[]): unknown {
  if (typeof handler !== 'function') return undefined
  try {
    const result = (handler as Method)(...values)
    if (result instanceof Promise) result.catch((error: unknown) => world.report(error))
    return result
  } catch (error) {
    world.report(error)
    return undefined
  }
}

const isPrimitive = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
export const textOf = (value: unknown): string => (isPrimitive(value) ? String(value) : '')
export const kebabCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
