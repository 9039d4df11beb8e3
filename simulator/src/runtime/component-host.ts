import { Component, type ComponentChildren, h } from 'preact'
import { keepUsed } from './drawn.js'
import { createInstance, type Instance } from './instance.js'
import { LoopGuard } from './loop-guard.js'
import {
  copyData,
  type LifecycleName,
  mergeMixins,
  type MergedOptions,
  optionsNotThere,
} from './merge-mixins.js'
import { type Observer, observersOf, tellObservers } from './observers.js'
import { onPageLifetime } from './page-lifetimes.js'
import { type ComponentUse, RenderContext } from './render-context.js'
import type { Unit } from './render-context.js'
import type { Bag, Method } from './world.js'

export const drawComponent = (use: ComponentUse): ComponentChildren => h(ComponentHost, use)

const deepestTelling = 20

const merged = new WeakMap<Bag, MergedOptions>()

function optionsOf({ options }: Unit): MergedOptions {
  const known = merged.get(options) ?? mergeMixins(options)
  merged.set(options, known)
  return known
}

/** Runs one component: its lifecycle, its data, its template. It leaves no element of its own in the tree. */
export class ComponentHost extends Component<ComponentUse> {
  readonly instance: Instance
  private readonly guard: LoopGuard
  private readonly options: MergedOptions
  private readonly drawing: RenderContext
  /** Props and data as they were before the changes that are not drawn yet. */
  private before: { props: Bag; data: Bag } | undefined
  /** The same, of the drawing that is on its way. */
  private drawnFrom: { props: Bag; data: Bag } | undefined
  private hasOwnChange = false
  private hasFailed = false
  /** Data that is set before the first drawing, or while deriving, lands in the drawing that follows. */
  private isDrawnAnyway = true
  private readonly leaveOwner: () => void
  private leavePage: () => void = () => undefined
  private readonly observers: Observer[]
  /** How deep observers that set data again have got. */
  private telling = 0

  constructor(props: ComponentUse) {
    super(props)
    const { unit, world, page } = props
    this.options = this.readOptions()
    const { data, methods } = this.options
    this.guard = new LoopGuard(unit.path, world)
    this.observers = observersOf(this.options.observers)
    for (const name of optionsNotThere(unit.options))
      world.warn(`${unit.path}: ${name} of Component is not simulated, nothing comes of it`)
    this.instance = createInstance(unit.path, copyData(data), methods, {
      world,
      guard: this.guard,
      willChange: () => this.remember(),
      redraw: (done) => this.redraw(done),
      changed: (paths) => this.tell(paths),
    })
    this.instance['$page'] = page
    this.instance.props = this.withDefaults(props.given)
    this.drawing = new RenderContext({
      owner: this.instance,
      unit,
      world,
      page,
      drawComponent,
      depth: props.depth,
    })
    props.made?.(this.instance)
    this.leaveOwner = keepUsed(props.owner, {
      ...{ instance: this.instance, tag: props.tag },
      given: () => this.props.given,
    })
    this.run('created')
    this.run('onInit')
    this.run('attached')
    this.run('deriveDataFromProps', this.instance.props)
    this.before = undefined
    this.isDrawnAnyway = false
  }

  override componentDidMount(): void {
    const { ref } = this.props.given
    if (typeof ref === 'function')
      (ref as Method)(this.options.ref ? this.options.ref.call(this.instance) : this.instance)
    this.run('didMount')
    this.run('ready')
    this.leavePage = onPageLifetime(this.props.page, (name, value) => {
      for (const told of this.options.pageLifetimes[name] ?? [])
        this.guarded(() => told.call(this.instance, value))
    })
  }

  override componentWillReceiveProps({ given }: ComponentUse): void {
    if (isShallowEqual(given, this.props.given)) return
    this.remember()
    const next = this.withDefaults(given)
    this.derive(next)
    this.hasOwnChange = false
    const before = this.instance.props
    this.instance.props = next
    this.tell(Object.keys(next).filter((name) => !Object.is(next[name], before[name])))
  }

  override shouldComponentUpdate({ slots }: ComponentUse): boolean {
    // What stands in a slot belongs to the owner, who drew anew.
    return this.hasFailed || this.before !== undefined || slots.length > 0 || this.props.slots.length > 0
  }

  override componentWillUpdate(): void {
    if (this.hasOwnChange) {
      this.hasOwnChange = false
      this.derive(this.instance.props)
    }
    // What an inner component's didUpdate changes comes before this one's own, and is for the next drawing.
    this.drawnFrom = this.before
    this.before = undefined
  }

  override componentDidUpdate(): void {
    const before = this.drawnFrom
    this.drawnFrom = undefined
    this.guard.drew()
    if (before) this.run('didUpdate', before.props, before.data)
  }

  /** An element or component inside failed to be drawn: it is told, and what is around this one stays. */
  override componentDidCatch(error: unknown): void {
    this.hasFailed = true
    this.props.world.report(error)
    this.setState({})
  }

  override componentWillUnmount(): void {
    this.run('didUnmount')
    this.run('detached')
    this.leavePage()
    this.leaveOwner()
  }

  override render(): ComponentChildren {
    if (this.hasFailed) return null
    this.drawing.slots = this.props.slots
    // A name that is both is the data's.
    const { $id, props, data } = this.instance
    return this.drawing.draw({ $id, ...props, ...data })
  }

  /** Empty where its data or its mixins fail: the rest of the page is drawn. */
  private readOptions(): MergedOptions {
    try {
      return optionsOf(this.props.unit)
    } catch (error) {
      this.props.world.report(error)
      return mergeMixins({})
    }
  }

  private withDefaults(given: Bag): Bag {
    const props = { ...this.options.props }
    for (const [name, value] of Object.entries(given)) {
      if (value !== undefined || !(name in props)) props[name] = value
    }
    return props
  }

  private remember(): void {
    this.before ??= { props: this.instance.props, data: this.instance.data }
  }

  private redraw(done: (() => void) | undefined): void {
    if (this.isDrawnAnyway) {
      void Promise.resolve().then(done)
      return
    }
    this.hasOwnChange = true
    this.setState({}, done)
  }

  private derive(next: Bag): void {
    this.isDrawnAnyway = true
    try {
      this.run('deriveDataFromProps', next)
    } finally {
      this.isDrawnAnyway = false
    }
  }

  private run(name: LifecycleName, ...values: unknown[]): void {
    for (const lifecycle of this.options.lifecycles[name] ?? [])
      this.guarded(() => lifecycle.apply(this.instance, values))
  }

  private guarded(work: () => unknown): void {
    try {
      const result = work()
      if (result instanceof Promise) result.catch((error: unknown) => this.failed(error))
    } catch (error) {
      this.failed(error)
    }
  }

  /** Tells the observers of what was set; one that sets what it watches, each time anew, is cut. */
  private tell(paths: string[]): void {
    if (this.observers.length === 0 || paths.length === 0) return
    if (this.telling >= deepestTelling) {
      this.props.world.warn(
        `${this.props.unit.path}: an observer of ${paths.join(', ')} sets it again and again: cut after ${deepestTelling} times`,
      )
      return
    }
    this.telling += 1
    this.guarded(() =>
      tellObservers(this.observers, paths, { ...this.instance.props, ...this.instance.data }, this.instance),
    )
    this.telling -= 1
  }

  /** An error goes to the component's onError where it has one. */
  private failed(error: unknown): void {
    const handlers = [
      ...(this.options.lifecycles['onError'] ?? []),
      ...(this.options.lifecycles['error'] ?? []),
    ]
    if (handlers.length === 0) this.props.world.report(error)
    for (const handler of handlers) handler.call(this.instance, error)
  }
}

function isShallowEqual(one: Bag, other: Bag): boolean {
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => name in other && Object.is(one[name], other[name]))
  )
}
