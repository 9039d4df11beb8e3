import { type ComponentChildren, Fragment, h, isValidElement } from 'preact'
import { keepOwner } from './drawn.js'
import { drawElement } from './elements/draw-element.js'
import type { ElementEvent } from './elements/element-props.js'
import type { Instance } from './instance.js'
import type { Bag, Method, World } from './world.js'

export type Draw = (context: RenderContext, scope: Bag) => ComponentChildren[]

export interface Template {
  root: Draw
}

/** What compiled axml is: `sjs` are the modules it imports. */
export type TemplateFactory = (sjs: unknown[]) => Template

/** A component or page, loaded and ready to be made. */
export interface Unit {
  /** As in app.json or usingComponents, from the root and without a suffix. */
  path: string
  template: Template
  /** What the script passed to Component or Page. */
  options: Bag
  using: Record<string, Unit>
  /** Put on every element of the template where its styles must not leak out. */
  scopeAttribute?: string | undefined
  /** What can't be used of its files, told when it is first drawn. */
  errors?: unknown[]
  warnings?: string[]
}

export type SlotEntry = [name: string, draw: (scope: Bag) => ComponentChildren]

/** A component's tag in a template. */
export interface ComponentUse {
  unit: Unit
  tag: string
  /** Whose template the tag is in. */
  owner: Instance
  /** Props as the tag gives them. */
  given: Bag
  slots: SlotEntry[]
  world: World
  page: Instance
  /** How many components it lies in. */
  depth: number
  /** Told as soon as there is an instance, before its first lifecycle. */
  made?: (instance: Instance) => void
}

interface DrawnFrom {
  owner: Instance
  unit: Unit
  world: World
  /** The page instance that all this is on. */
  page: Instance
  /** How many components it lies in. */
  depth: number
  drawComponent: (use: ComponentUse) => ComponentChildren
}

/** Components, or templates, in each other: no program needs so many. */
const deepest = 100
const mostItems = 10_000

/** Components that were found to hold themselves without an end. */
const endless = new WeakSet<Unit>()

/** What the code of a template calls: it makes elements in the name of one component or page, the owner. */
export class RenderContext {
  /** What the owner's own tag holds. */
  slots: SlotEntry[] = []
  private readonly bound = new Map<string, Method>()
  private readonly drawn = (element: Element | null) => {
    if (element) keepOwner(element, this.owner)
  }
  /** How many templates lie in each other where it is drawing. */
  private templates = 0
  private isEndless = false

  private readonly owner: Instance
  private readonly unit: Unit
  private readonly world: World

  constructor(private readonly from: DrawnFrom) {
    this.owner = from.owner
    this.unit = from.unit
    this.world = from.world
    for (const error of this.unit.errors?.splice(0) ?? []) this.world.report(error)
    for (const warning of this.unit.warnings ?? []) this.world.warn(warning)
  }

  /** The whole template. Where that fails it is told, and nothing is drawn. */
  draw(scope: Bag): ComponentChildren {
    this.templates = 0
    this.isEndless = false
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
      drawn: this.drawn,
      children,
    })
  }

  component(tag: string, given: Bag | 0, slots: SlotEntry[] | 0, place: string): ComponentChildren {
    const unit = this.unit.using[tag]
    if (!unit) throw new Error(`${place}: <${tag}> is not in usingComponents`)
    const { world, page, drawComponent, depth } = this.from
    if (endless.has(unit)) return null
    if (depth >= deepest) {
      // Not drawn again until there is a pause: two of them in each would take for ever.
      endless.add(unit)
      world.later(() => endless.delete(unit))
      world.report(new Error(`${place}: <${tag}> holds itself without an end. Put it behind an a:if`))
      return null
    }
    return drawComponent({
      unit,
      tag,
      owner: this.owner,
      given: given || {},
      slots: slots || [],
      world,
      page,
      depth: depth + 1,
    })
  }

  /** A method's name becomes that method of the owner, the same function each time. */
  handler(value: unknown, attribute: string, place: string): unknown {
    if (typeof value !== 'string') return value ?? undefined
    if (value === '') return undefined
    const known = this.bound.get(value)
    if (known) return known
    const method = this.owner[value]
    if (typeof method !== 'function') {
      this.world.warn(
        `${place}: ${attribute}="${value}" names no method of ${this.unit.path}. Add it there, or correct the name`,
      )
      return undefined
    }
    const bound: Method = (...values) => (this.owner[value] as Method).call(this.owner, ...values)
    this.bound.set(value, bound)
    return bound
  }

  each(
    list: unknown,
    draw: (item: unknown, index: number) => ComponentChildren,
    keyOf: ((item: unknown, index: number) => unknown) | 0,
  ): ComponentChildren {
    const seen = new Set<string>()
    if (typeof list === 'number' && list > mostItems)
      this.world.warn(`${this.unit.path}: a:for of ${list} draws the first ${mostItems}`)
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

  /** A name that is not there is only told about: Taro asks for `tmpl_0_undefined` in components of another make. */
  template(tables: Record<string, Draw>[], name: unknown, scope: Bag, place: string): ComponentChildren {
    const wanted = this.string(name)
    const draw = tables.map((table) => table[wanted]).find((found) => found !== undefined)
    if (draw) {
      if (this.templates >= deepest && !this.isEndless) {
        this.isEndless = true
        this.world.report(
          new Error(
            `${place}: <template name="${wanted}"> holds itself without an end. Put it behind an a:if`,
          ),
        )
      }
      if (this.isEndless) return null
      this.templates += 1
      const drawn = draw(this, scope)
      this.templates -= 1
      return drawn
    }
    this.world.warn(
      `${place}: there is no <template name="${wanted}">: nothing is drawn. Define or import it`,
    )
    return null
  }

  call(holder: unknown, key: PropertyKey, values: unknown[], name: string, place: string): unknown {
    const found: unknown = (holder as Record<PropertyKey, unknown> | null | undefined)?.[key]
    if (typeof found !== 'function') {
      this.world.warn(
        `${place}: ${name} is not a function: undefined is taken. Define it, or correct the name`,
      )
      return undefined
    }
    try {
      return (found as Method).apply(holder, values)
    } catch (error) {
      // The rest of the page is drawn.
      this.world.report(error)
      return undefined
    }
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
    return Array.from(
      { length: Math.min(mostItems, Math.max(0, Math.floor(list) || 0)) },
      (_, index) => index,
    )
  if (typeof list === 'object' && list !== null) return Object.values(list)
  return []
}

function isEmpty(content: ComponentChildren): boolean {
  if (content === null || content === '') return true
  if (Array.isArray(content)) return content.every(isEmpty)
  // A list's items are fragments that hold what was drawn.
  return isValidElement(content) && content.type === Fragment && isEmpty(content.props.children)
}
