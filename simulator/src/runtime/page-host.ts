import { Component, type ComponentChildren } from 'preact'
import { drawComponent } from './component-host.js'
import { createInstance, type Instance } from './instance.js'
import { LoopGuard } from './loop-guard.js'
import { copyData } from './merge-mixins.js'
import { RenderContext } from './render-context.js'
import type { Unit } from './render-context.js'
import type { Bag, Method, World } from './world.js'

interface PageHostProps {
  unit: Unit
  world: World
  query: Record<string, string>
  /** Told as soon as there is an instance, before its first lifecycle. */
  made: (instance: Instance) => void
}

/** Runs one page. onLoad and onShow come before the first drawing, onReady after it. */
export class PageHost extends Component<PageHostProps> {
  readonly instance: Instance
  private readonly drawing: RenderContext
  private readonly guard: LoopGuard
  private isMade = false
  private hasFailed = false

  constructor(props: PageHostProps) {
    super(props)
    const { unit, world, query, made } = props
    const methods = Object.fromEntries(
      Object.entries(unit.options).filter(([, value]) => typeof value === 'function'),
    ) as Record<string, Method>
    const given = unit.options['data']
    const data = typeof given === 'function' ? (given as () => unknown)() : given
    this.guard = new LoopGuard(unit.path, world)
    this.instance = createInstance(unit.path, copyData((data ?? {}) as Bag), methods, {
      world,
      guard: this.guard,
      willChange: () => undefined,
      redraw: (done) => this.redraw(done),
    })
    for (const [name, value] of Object.entries(unit.options))
      if (!(name in this.instance)) this.instance[name] = copyData(value)
    this.instance['route'] = unit.path
    this.instance['$page'] = this.instance
    this.drawing = new RenderContext({
      owner: this.instance,
      unit,
      world,
      page: this.instance,
      drawComponent,
      depth: 0,
    })
    made(this.instance)
    callLifecycle(this.instance, world, 'onLoad', query)
    callLifecycle(this.instance, world, 'onShow')
    this.isMade = true
  }

  override componentDidMount(): void {
    callLifecycle(this.instance, this.props.world, 'onReady')
  }

  override componentDidUpdate(): void {
    this.guard.drew()
  }

  /** An element failed to be drawn. */
  override componentDidCatch(error: unknown): void {
    this.hasFailed = true
    this.props.world.report(error)
    this.setState({})
  }

  override render(): ComponentChildren {
    if (this.hasFailed) return null
    return this.drawing.draw(this.instance.data)
  }

  private redraw(done: (() => void) | undefined): void {
    if (this.isMade) this.setState({}, done)
    // Data that is set before the first drawing lands in it.
    else void Promise.resolve().then(done)
  }
}

/** Calls a page's own lifecycle method where it has one; what it throws is told. */
export function callLifecycle(instance: Instance, world: World, name: string, ...values: unknown[]): void {
  // A page may have some of them in `events` as well: both are called, the page's own first.
  const events = instance['events'] as Record<string, unknown> | null | undefined
  for (const lifecycle of [instance[name], events?.[name]]) {
    if (typeof lifecycle !== 'function') continue
    try {
      const result = (lifecycle as Method).apply(instance, values)
      if (result instanceof Promise) result.catch((error: unknown) => world.report(error))
    } catch (error) {
      world.report(error)
    }
  }
}
