import { Component, type ComponentChildren, h } from 'preact'
import { createInstance, type Instance } from './instance.js'
import { copyData, type LifecycleName, mergeMixins, type MergedOptions } from './merge-mixins.js'
import { type ComponentUse, RenderContext } from './render-context.js'
import type { Bag, Method, Unit } from './unit.js'

export const drawComponent = (use: ComponentUse): ComponentChildren => h(ComponentHost, use)

const merged = new WeakMap<Bag, MergedOptions>()

function optionsOf({ options }: Unit): MergedOptions {
  const known = merged.get(options) ?? mergeMixins(options)
  merged.set(options, known)
  return known
}

/** Runs one component: its lifecycle, its data, its template. It leaves no element of its own in the tree. */
export class ComponentHost extends Component<ComponentUse> {
  readonly instance: Instance
  private readonly options: MergedOptions
  private readonly drawing: RenderContext
  /** Props and data as they were before the changes that are not drawn yet. */
  private before: { props: Bag; data: Bag } | undefined
  private hasOwnChange = false
  /** Data that is set before the first drawing, or while deriving, lands in the drawing that follows. */
  private isDrawnAnyway = true

  constructor(props: ComponentUse) {
    super(props)
    const { unit, world, page } = props
    this.options = optionsOf(unit)
    const { data, methods } = this.options
    this.instance = createInstance(unit.path, copyData(data), methods, {
      world,
      willChange: () => this.remember(),
      redraw: (done) => this.redraw(done),
    })
    this.instance['$page'] = page
    this.instance.props = this.withDefaults(props.given)
    this.drawing = new RenderContext({ owner: this.instance, unit, world, page, drawComponent })
    props.made?.(this.instance)
    this.run('onInit')
    this.run('deriveDataFromProps', this.instance.props)
    this.before = undefined
    this.isDrawnAnyway = false
  }

  override componentDidMount(): void {
    const { ref } = this.props.given
    if (typeof ref === 'function')
      (ref as Method)(this.options.ref ? this.options.ref.call(this.instance) : this.instance)
    this.run('didMount')
  }

  override componentWillReceiveProps({ given }: ComponentUse): void {
    if (isShallowEqual(given, this.props.given)) return
    this.remember()
    const next = this.withDefaults(given)
    this.derive(next)
    this.hasOwnChange = false
    this.instance.props = next
  }

  override shouldComponentUpdate({ slots }: ComponentUse): boolean {
    // What stands in a slot belongs to the owner, who drew anew.
    return this.before !== undefined || slots.length > 0 || this.props.slots.length > 0
  }

  override componentWillUpdate(): void {
    if (!this.hasOwnChange) return
    this.hasOwnChange = false
    this.derive(this.instance.props)
  }

  override componentDidUpdate(): void {
    const { before } = this
    this.before = undefined
    if (before) this.run('didUpdate', before.props, before.data)
  }

  override componentWillUnmount(): void {
    this.run('didUnmount')
  }

  override render(): ComponentChildren {
    this.drawing.slots = this.props.slots
    // A name that is both is the data's.
    return this.drawing.draw({ ...this.instance.props, ...this.instance.data })
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
    for (const lifecycle of this.options.lifecycles[name] ?? []) {
      try {
        const result = lifecycle.apply(this.instance, values)
        if (result instanceof Promise) result.catch((error: unknown) => this.failed(error))
      } catch (error) {
        this.failed(error)
      }
    }
  }

  /** An error goes to the component's onError where it has one. */
  private failed(error: unknown): void {
    const handlers = this.options.lifecycles['onError'] ?? []
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
