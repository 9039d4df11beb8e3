// What a person sees and does on a page, shadow trees included. Nothing here knows how the panel is made.
import type { Engine, Key, KeyStep, PointerStep } from './driver'

/**
 * Looks again and again until there is something. The bound is for what never comes, not a measure. A page or frame
 * that is just being replaced can't be looked at: that counts as nothing seen.
 */
export async function waitFor<Value>(what: string, look: () => Promise<Value | false>): Promise<Value> {
  const end = Date.now() + 30_000
  let last: unknown
  while (Date.now() < end) {
    const seen = await look().catch((error: unknown) => {
      last = error
      return false as const
    })
    if (seen !== false) return seen
    await new Promise((next) => setTimeout(next, 30))
  }
  throw new Error(`waited in vain for ${what}`, { cause: last })
}

export interface Seen {
  /** The middle of it, in the viewport of its page. */
  x: number
  y: number
  width: number
  height: number
  text: string
  color: string
  background: string
  /** A press in its middle reaches it: nothing lies above, and it is enabled. */
  canBeHit: boolean
  /** How many frames the page has drawn since it was looked at first. */
  frame: number
}

export interface Focus {
  tag: string
  id: string
  name: string
  /** The focus is in a dialog, whichever tree that is in. */
  isInDialog: boolean
}

/** Runs in the page: the first visible element with that selector and name, through all open shadow trees. */
function see(selector: string, name: string | null): Seen | false {
  const page = window as unknown as { drawnFrames?: number }
  if (page.drawnFrames === undefined) {
    const count = () => {
      page.drawnFrames = (page.drawnFrames ?? -1) + 1
      requestAnimationFrame(count)
    }
    count()
  }
  const everything = (root: ParentNode): Element[] =>
    Array.from(root.querySelectorAll('*')).flatMap((one) => [
      one,
      ...(one.shadowRoot ? everything(one.shadowRoot) : []),
    ])
  const nameOf = (one: Element) => (one.getAttribute('aria-label') ?? one.textContent).trim()
  const found = everything(document).find(
    (one) =>
      one.matches(selector) && one.getClientRects().length > 0 && (name === null || nameOf(one) === name),
  )
  if (!found) return false
  const box = found.getBoundingClientRect()
  const x = box.left + box.width / 2
  const y = box.top + box.height / 2
  let top = document.elementFromPoint(x, y)
  while (top?.shadowRoot) {
    const inner: Element | null = top.shadowRoot.elementFromPoint(x, y)
    if (!inner || inner === top) break
    top = inner
  }
  return {
    x,
    y,
    width: box.width,
    height: box.height,
    text: found.textContent,
    color: getComputedStyle(found).color,
    background: getComputedStyle(found).backgroundColor,
    frame: page.drawnFrames ?? 0,
    canBeHit: top !== null && found.contains(top) && !found.matches(':disabled'),
  }
}

/** Runs in the page: what has the focus, down to the innermost shadow tree. */
function seeFocus(): Focus {
  let focused: Element = document.activeElement ?? document.body
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  let around: Element | null = focused
  while (around && !around.matches('dialog,[role=dialog]')) {
    const root = around.getRootNode()
    around = around.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
  }
  return {
    tag: focused.localName,
    id: focused.id,
    name: (focused.getAttribute('aria-label') ?? focused.textContent).trim(),
    isInDialog: around !== null,
  }
}

export class Person {
  constructor(
    private readonly engine: Engine,
    private readonly frame?: string,
  ) {}

  /** The same person, looking at the page inside an iframe. */
  inFrame(selector: string): Person {
    return new Person(this.engine, selector)
  }

  open(url: string): Promise<void> {
    return this.engine.open(url)
  }

  evaluate<Args extends unknown[], Result>(run: (...args: Args) => Result, ...args: Args): Promise<Result> {
    return this.engine.evaluate(run, args, this.frame)
  }

  /** What is on the screen now; `name` is its label or its whole text. */
  see(selector: string, name: string | null = null): Promise<Seen | false> {
    return this.evaluate(see, selector, name)
  }

  waitUntilSeen(selector: string, name: string | null = null): Promise<Seen> {
    return waitFor(`${selector} ${name ?? ''}`, () => this.see(selector, name))
  }

  async waitUntilGone(selector: string): Promise<void> {
    await waitFor(`${selector} to go`, async () => !(await this.see(selector)))
  }

  /** Until a press would reach it, and it has stood still from one drawn frame to a later one. */
  waitUntilHittable(selector: string, name: string | null = null): Promise<Seen> {
    let before: Seen | undefined
    return waitFor(`${selector} ${name ?? ''} to be hittable`, async () => {
      const now = await this.see(selector, name)
      if (!now) return false
      const first = before
      const isSame = first?.x === now.x && first.y === now.y && first.frame <= now.frame
      // A busy machine draws less often than we look: what moves then seems to stand.
      if (isSame && now.frame < first.frame + 2) return false
      before = now
      return isSame && now.canBeHit && now
    })
  }

  async click(selector: string, name: string | null = null): Promise<void> {
    const { x, y } = await this.waitUntilHittable(selector, name)
    await this.clickAt(x, y)
  }

  /** In the viewport of this page: where that is an iframe, the pointer of the whole tab goes there. */
  async clickAt(x: number, y: number): Promise<void> {
    const [left, top] = await this.origin()
    await this.engine.pointer({ x: left + x, y: top + y }, 'down', 'up')
  }

  pointer(...steps: PointerStep[]): Promise<void> {
    return this.engine.pointer(...steps)
  }

  tap(x: number, y: number): Promise<void> {
    return this.engine.tap(x, y)
  }

  wheelAt(x: number, y: number, deltaY: number): Promise<void> {
    return this.engine.wheelAt(x, y, deltaY)
  }

  press(key: Key | 'Shift+Tab'): Promise<void> {
    if (key !== 'Shift+Tab') return this.engine.keys({ down: key }, { up: key })
    return this.engine.keys({ down: 'Shift' }, { down: 'Tab' }, { up: 'Tab' }, { up: 'Shift' })
  }

  keys(...steps: KeyStep[]): Promise<void> {
    return this.engine.keys(...steps)
  }

  resize(width: number, height: number): Promise<void> {
    return this.engine.resize({ width, height })
  }

  prefer(feature: 'forced-colors' | 'prefers-reduced-motion', value: string): Promise<void> {
    return this.engine.prefer(feature, value)
  }

  /** So that what was to happen has happened, if it does. */
  async waitForFrames(count: number): Promise<void> {
    await this.evaluate((wanted) => {
      const page = window as unknown as { framesToGo: number }
      page.framesToGo = wanted
      const next = () => (--page.framesToGo > 0 ? requestAnimationFrame(next) : undefined)
      requestAnimationFrame(next)
    }, count)
    await waitFor(`${count} frames`, () =>
      this.evaluate(() => (window as unknown as { framesToGo: number }).framesToGo <= 0),
    )
  }

  focus(): Promise<Focus> {
    return this.evaluate(seeFocus)
  }

  /** Where the page inside the iframe begins. */
  private async origin(): Promise<[number, number]> {
    if (!this.frame) return [0, 0]
    return this.engine.evaluate(
      (selector) => {
        const frame = document.querySelector(selector)!
        const { left, top } = frame.getBoundingClientRect()
        return [left + frame.clientLeft, top + frame.clientTop]
      },
      [this.frame],
    )
  }
}
