import { patched, spliced } from './set-data.js'
import type { Bag, Method, World } from './unit.js'

/** Who draws an instance. */
export interface Host {
  world: World
  /** Before `data` is replaced. */
  willChange(): void
  /** Draws again, later and once for all changes until then; calls back when that is done. */
  redraw(done?: () => void): void
}

/** `this` of a component or page. The mini program's own methods are put on it by name. */
export interface Instance {
  /** Path of the component or page. */
  readonly is: string
  readonly $id: string
  data: Bag
  props: Bag
  setData(change: Bag, done?: () => void): void
  $spliceData(change: Record<string, [number, number, ...unknown[]]>, done?: () => void): void
  $batchedUpdates(changes: () => void): void
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
    host.redraw(done)
  }
  const instance: Instance = {
    ...methods,
    is: path,
    $id: String((lastId += 1)),
    data,
    props: {},
    setData: (change, done) => replace(patched(instance.data, change), change, done),
    $spliceData: (change, done) => replace(spliced(instance.data, change), change, done),
    // All changes until the next drawing are drawn together anyway.
    $batchedUpdates: (changes) => changes(),
  }
  return instance
}
