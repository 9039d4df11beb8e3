import type { ComponentChildren } from 'preact'
import type { Bag, World } from '../world.js'

/** `[name in camel case, whether it stops there, what to call]` */
export type ElementEvent = [name: string, isCaught: boolean, handler: unknown]

/** An element of the platform, as its template gives it. */
export interface ElementProps {
  tag: string
  attributes: Bag
  dataset: Bag | undefined
  events: ElementEvent[]
  scopeAttribute: string | undefined
  /** Path of the page or component whose template it is in. */
  unitPath: string
  /** `file:line:column`, for warnings. */
  place: string
  world: World
  /** Told each element that is made. */
  drawn: (element: Element | null) => void
  children: ComponentChildren
}
