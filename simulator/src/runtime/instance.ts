import { elementOfPage, holderOf, usedComponents } from './drawn.js'
import { createIntersectionObserver } from './intersection-observer.js'
import { createSelectorQuery } from './selector-query.js'
import type { LoopGuard } from './loop-guard.js'
import { patched, spliced } from './set-data.js'
import type { Bag, Method, World } from './world.js'

/** Who draws an instance. */
export interface Host {
  world: World
  guard: LoopGuard
  /** Before `data` is replaced. */
  willChange(): void
  /** These paths were set. */
  changed?(paths: string[]): void
  /** Draws again, later and once for all changes until then; calls back when that is done. */
  redraw(done?: () => void): void
}

/** `this` of a component or page. The mini program's own methods are put on it by name. */
export interface Instance {
  /** Path of the component or page. */
  readonly is: string
  /** Also to be drawn by the own template. */
  readonly $id: number
  data: Bag
  props: Bag
  setData(change: Bag, done?: () => void): void
  $spliceData(change: Record<string, [number, number, ...unknown[]]>, done?: () => void): void
  $batchedUpdates(changes: () => void): void
  /** The first component in the own template that a tag, `#id` or `.class` names; null where there is none. */
  selectComponent(selector: string): object | null
  selectAllComponents(selector: string): object[]
  /** Who wrote the tag that this component is on; null for a page. */
  selectOwnerComponent(): object | null
  createSelectorQuery(): ReturnType<typeof createSelectorQuery>
  createIntersectionObserver(
    options?: Parameters<typeof createIntersectionObserver>[3],
  ): ReturnType<typeof createIntersectionObserver>
  [name: string]: unknown
}

let lastId = 0

export function createInstance(
  path: string,
  data: Bag,
  methods: Record<string, Method>,
  host: Host,
): Instance {
  const replace = (next: Bag, change: Bag, done: (() => void) | undefined) => {
    host.willChange()
    instance.data = next
    host.world.dataChanged(path, change)
    if (host.guard.mayDraw) host.redraw(done)
    // A chain of callbacks goes on slowly; a didUpdate that never ends stops.
    else if (done) host.world.later(() => host.redraw(done))
    else host.guard.tellOnce(change)
    host.changed?.(Object.keys(change))
  }
  const page = () => elementOfPage(instance['$page'])
  /** A page sees all that is on it, a component its own template. */
  const own = () => (instance['$page'] === instance ? undefined : instance)
  const instance: Instance = {
    // A program may have methods of these names: its own win.
    selectComponent: (selector) => usedComponents(instance, selector)[0]?.instance ?? null,
    selectAllComponents: (selector) => usedComponents(instance, selector).map((found) => found.instance),
    selectOwnerComponent: () => holderOf(instance) ?? null,
    createSelectorQuery: () => createSelectorQuery(page, own()),
    createIntersectionObserver: (options) => createIntersectionObserver(host.world, page, own(), options),
    ...methods,
    is: path,
    $id: (lastId += 1),
    data,
    props: {},
    setData(change, done) {
      if (host.guard.isUnchanged(instance.data, change)) {
        host.world.dataChanged(path, change)
        if (done) void Promise.resolve().then(done)
      } else replace(patched(instance.data, change), change, done)
    },
    $spliceData: (change, done) => replace(spliced(instance.data, change), change, done),
    // All changes until the next drawing are drawn together anyway.
    $batchedUpdates: (changes) => changes(),
  }
  return instance
}
