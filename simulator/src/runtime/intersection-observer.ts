import { datasets } from './elements/event-object.js'
import { findElements } from './selector-query.js'
import type { World } from './world.js'

interface Options {
  thresholds?: number[]
  /** Told at first only where the ratio is another one. @default 0 */
  initialRatio?: number
  /** Every element that the selector names, not only the first. @default false */
  selectAll?: boolean
}

type Margins = Partial<Record<'top' | 'right' | 'bottom' | 'left', number>>

/** `my.createIntersectionObserver`, and that of a component, which sees its own template only. */
export function createIntersectionObserver(
  world: World,
  page: () => Element | undefined,
  component: object | undefined,
  { thresholds = [0], initialRatio = 0, selectAll = false }: Options = {},
) {
  let root: Element | undefined
  let margins: Margins = {}
  let observer: IntersectionObserver | undefined
  const self = {
    relativeTo(selector: string, given: Margins = {}) {
      ;[root, margins] = [findElements(page(), component, selector)[0], given]
      return self
    },
    relativeToViewport(given: Margins = {}) {
      ;[root, margins] = [undefined, given]
      return self
    },
    observe(selector: string, told: (change: Record<string, unknown>) => void) {
      if (typeof IntersectionObserver === 'undefined') {
        world.warn(
          'createIntersectionObserver: there is no layout here, so nothing is ever seen to intersect',
        )
        return
      }
      const ratios = new Map<Element, number>()
      const sides = (['top', 'right', 'bottom', 'left'] as const).map((side) => `${margins[side] ?? 0}px`)
      observer?.disconnect()
      observer = new IntersectionObserver(
        (entries) => {
          for (const {
            target,
            intersectionRatio,
            intersectionRect,
            boundingClientRect,
            rootBounds,
            time,
          } of entries) {
            const before = ratios.get(target) ?? initialRatio
            ratios.set(target, intersectionRatio)
            if (before === intersectionRatio && before === initialRatio) continue
            told({
              ...{ intersectionRatio, intersectionRect, boundingClientRect, relativeRect: rootBounds, time },
              ...{ id: target.id, dataset: { ...datasets.get(target) } },
            })
          }
        },
        { root: root ?? page() ?? null, rootMargin: sides.join(' '), threshold: thresholds },
      )
      // After the drawing that is under way.
      setTimeout(() => {
        const found = findElements(page(), component, selector)
        for (const element of selectAll ? found : found.slice(0, 1)) observer?.observe(element)
      }, 0)
    },
    disconnect() {
      observer?.disconnect()
      observer = undefined
    },
  }
  return self
}
