import { type ComponentChildren, Fragment, h, isValidElement } from 'preact'
import { drawElement } from './elements/draw-element.js'
import type { ElementEvent } from './elements/element-props.js'
import type { Instance } from './instance.js'
import type { Bag, Draw, Method, Unit, World } from './unit.js'

export type SlotEntry = [name: string, draw: (scope: Bag) => ComponentChildren]

/** A component's tag in a template. */
export interface ComponentUse {
  unit: Unit
  /** Props as the tag gives them. */
  given: Bag
  slots: SlotEntry[]
  world: World
  page: Instance
  /** Told as soon as there is an instance, before its first lifecycle. */
  made?: (instance: Instance) => void
}

interface DrawnFrom {
  owner: Instance
  unit: Unit
  world: World
  /** The page instance that all this is on. */
  page: Instance
  drawComponent: (use: ComponentUse) => ComponentChildren
}

/** What the code of a template calls: it makes elements in the name of one component or page, the owner. */
export class RenderContext {
  /** What the owner's own tag holds. */
  slots: SlotEntry[] = []
  private readonly bound = new Map<string, Method>()

  private readonly owner: Instance
  private readonly unit: Unit
  private readonly world: World

  constructor(private readonly from: DrawnFrom) {
    this.owner = from.owner
    this.unit = from.unit
    this.world = from.world
  }

  /** The whole template. Where that fails it is told, and nothing is drawn. */
  draw(scope: Bag): ComponentChildren {
    try {
      return this.unit.template.root(this, scope)
    } catch (error) {
      this.world.report(error)
      return null
    }
  }

  element(
    tag: string,
    attributes: Bag | 0,
    dataset: Bag | 0,
    events: ElementEvent[] | 0,
    children: ComponentChildren[],
    place: string,
  ): ComponentChildren {
    return drawElement({
      tag,
      attributes: attributes || {},
      dataset: dataset || undefined,
      events: (events || []).filter(([, , handler]) => handler !== undefined),
      scopeAttribute: this.unit.scopeAttribute,
      unitPath: this.unit.path,
      place,
      world: this.world,
      children,
    })
  }

  component(tag: string, given: Bag | 0, slots: SlotEntry[] | 0, place: string): ComponentChildren {
    const unit = this.unit.using[tag]
    if (!unit) throw new Error(`${place}: <${tag}> is not in usingComponents`)
    const { world, page, drawComponent } = this.from
    return drawComponent({ unit, given: given || {}, slots: slots || [], world, page })
  }

  /** A method's name becomes that method of the owner, the same function each time. */
  handler(value: unknown, attribute: string, place: string): unknown {
    if (typeof value !== 'string') return value ?? undefined
    if (value === '') return undefined
    const known = this.bound.get(value)
    if (known) return known
    const method = this.owner[value]
    if (typeof method !== 'function')
      throw new Error(
        `${place}: ${attribute}="${value}" names no method of ${this.unit.path}. Add it there, or correct the name`,
      )
    const bound: Method = (...values) => (this.owner[value] as Method).apply(this.owner, values)
    this.bound.set(value, bound)
    return bound
  }

  each(
    list: unknown,
    draw: (item: unknown, index: number) => ComponentChildren,
    keyOf: ((item: unknown, index: number) => unknown) | 0,
  ): ComponentChildren {
    const seen = new Set<string>()
    return itemsOf(list).map((item, index) => {
      const wanted = keyOf ? keyOf(item, index) : undefined
      let key = wanted === undefined ? `#${index}` : this.string(wanted)
      if (seen.has(key)) {
        this.world.warn(`${this.unit.path}: two items of a list have the key ${key}`)
        key = `${key}#${index}`
      }
      seen.add(key)
      return h(Fragment, { key }, draw(item, index))
    })
  }

  slot(name: unknown, scope: Bag, fallback: (() => ComponentChildren) | 0): ComponentChildren {
    const wanted = this.string(name)
    const content = this.slots.filter(([slot]) => this.string(slot) === wanted).map(([, draw]) => draw(scope))
    if (!isEmpty(content)) return content
    return fallback ? fallback() : null
  }

  /**
   * A written name that is not there is a mistake. A computed one is only told about: Taro asks for
   * `tmpl_0_undefined` in every component of another make, and works on devices.
   */
  template(
    tables: Record<string, Draw>[],
    name: unknown,
    scope: Bag,
    place: string,
    isComputed: boolean,
  ): ComponentChildren {
    const wanted = this.string(name)
    const draw = tables.map((table) => table[wanted]).find((found) => found !== undefined)
    if (draw) return draw(this, scope)
    const problem = `${place}: there is no <template name="${wanted}">`
    if (!isComputed) throw new Error(`${problem}. Define or import it`)
    this.world.warn(`${problem}: nothing is drawn`)
    return null
  }

  call(holder: unknown, key: PropertyKey, values: unknown[], name: string, place: string): unknown {
    const found: unknown = (holder as Record<PropertyKey, unknown> | null | undefined)?.[key]
    if (typeof found !== 'function') throw new Error(`${place}: ${name} is not a function`)
    return (found as Method).apply(holder, values)
  }

  /** A value in a text: nothing where there is none. */
  string(value: unknown): string {
    if (value === undefined || value === null) return ''
    if (typeof value === 'object') return asText(value)
    return typeof value === 'function' ? '' : `${value as string | number | boolean}`
  }
}

const asText = (value: object): string =>
  Array.isArray(value) ? value.join(',') : Object.prototype.toString.call(value)

function itemsOf(list: unknown): unknown[] {
  if (Array.isArray(list)) return list
  if (typeof list === 'number')
    return Array.from({ length: Math.max(0, Math.floor(list)) }, (_, index) => index)
  if (typeof list === 'object' && list !== null) return Object.values(list)
  return []
}

function isEmpty(content: ComponentChildren): boolean {
  if (content === null || content === '') return true
  if (Array.isArray(content)) return content.every(isEmpty)
  // A list's items are fragments that hold what was drawn.
  return isValidElement(content) && content.type === Fragment && isEmpty(content.props.children)
}
