import { keysOf } from './set-data.js'
import type { Bag, World } from './world.js'

/** So many drawings of one component or page without a pause are a loop: a few are usual. */
const mostDrawings = 100

/** Watches one component or page that changes its data again and again before anything else can happen. */
export class LoopGuard {
  private drawings = 0
  private isTold = false
  /** Texts of the objects that were set since the first drawing, by their path. */
  private readonly written = new Map<string, string>()

  constructor(
    private readonly path: string,
    private readonly world: World,
  ) {}

  /**
   * Whether a setData changes nothing: Alipay drops unchanged values, so that a didUpdate that sets the same
   * again comes to an end. Objects are compared only while drawings follow each other, by what they were when
   * they were set, since a program may change them in place.
   */
  isUnchanged(data: Bag, change: Bag): boolean {
    // Each one is asked, since each has to be noted.
    return Object.entries(change).filter(([path, value]) => this.isNew(data, path, value)).length === 0
  }

  private isNew(data: Bag, path: string, value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return !isThere(data, path, value)
    if (this.drawings === 0) return true
    const text = textOf(value)
    const isSame = text !== undefined && this.written.get(path) === text
    // What was set at a path around it or inside of it no longer counts.
    for (const other of this.written.keys()) if (overlap(other, path)) this.written.delete(other)
    if (text !== undefined) this.written.set(path, text)
    return !isSame
  }

  /** To be told of each drawing but the first. */
  drew(): void {
    if (this.drawings === 0)
      this.world.later(() => {
        this.drawings = 0
        this.written.clear()
      })
    this.drawings += 1
  }

  /** Whether a change may be drawn before there is a pause. */
  get mayDraw(): boolean {
    return this.drawings < mostDrawings
  }

  /** A change was not drawn: the first time that is an error that names it. */
  tellOnce(change: Bag): void {
    if (this.isTold) return
    this.isTold = true
    this.world.report(
      new Error(
        `${this.path}: setData of ${Object.keys(change).join(', ')} was called ${mostDrawings} times in a row, each time after the drawing of the one before. The loop is cut here. In didUpdate, call setData only where the value differs`,
      ),
    )
  }
}

function isThere(data: Bag, path: string, value: unknown): boolean {
  let holder: unknown = data
  for (const key of keysOf(path)) {
    if (typeof holder !== 'object' || holder === null || !(key in holder)) return false
    holder = (holder as Record<string | number, unknown>)[key]
  }
  return Object.is(holder, value)
}

const overlap = (one: string, other: string) =>
  one !== other && (one.startsWith(other) || other.startsWith(one))

/** Undefined where it has functions or circles, which JSON can't tell. */
function textOf(value: object): string | undefined {
  try {
    return JSON.stringify(value, (_key, entry: unknown) => {
      if (typeof entry === 'function') throw new TypeError('a function has no text')
      return entry
    })
  } catch {
    return undefined
  }
}
