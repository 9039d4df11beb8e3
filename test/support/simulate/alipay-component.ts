import type { NativeInstance } from './engine'

type Bag = Record<string, unknown>
type Method = (...values: unknown[]) => unknown

/** What a component passes to Alipay's `Component`. */
export interface AlipayOptions {
  data?: Bag
  props?: Bag
  didMount?: (this: AlipayInstance) => void
  didUpdate?: (this: AlipayInstance, prevProps: Bag, prevData: Bag) => void
  didUnmount?: (this: AlipayInstance) => void
  methods?: Record<string, Method>
}

/** `this` in a component's code: Alipay's surface and nothing of WeChat's. */
export interface AlipayInstance {
  props: Bag
  readonly data: Bag
  setData(change: Bag, callback?: () => void): void
}

const known = ['data', 'props', 'didMount', 'didUpdate', 'didUnmount', 'methods']

/**
 * Refuses what needs `component2`: our components have to run without it, so they use the three lifecycle
 * methods that exist in both modes.
 */
export function checkOptions(options: AlipayOptions, path: string): void {
  const unknown = Object.keys(options).filter((key) => !known.includes(key))
  if (unknown.length > 0) throw new Error(`${path}: ${unknown.join(', ')} would not run without component2`)
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
const isSame = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)

/**
 * `{ 'view.state': x }` as `{ view: <copy with the new state> }`: Alipay copies along the path, this engine
 * changes the object in place and then finds nothing to draw.
 */
function wholeKeys(change: Bag, data: Bag): Bag {
  const whole: Bag = {}
  for (const [path, value] of Object.entries(change)) {
    const [key, inner, ...deeper] = path.split('.') as [string, ...string[]]
    if (deeper.length > 0 || key.includes('['))
      throw new Error(`setData("${path}"): only one level is emulated`)
    whole[key] = inner === undefined ? value : { ...((whole[key] ?? data[key]) as Bag), [inner]: value }
  }
  return whole
}

/** One instance: keeps Alipay's props and data beside WeChat's single bag, and calls Alipay's lifecycle. */
export class AlipayComponent {
  readonly self: AlipayInstance & Record<string, unknown>
  private isMounted = false

  constructor(
    private readonly options: AlipayOptions,
    private readonly propNames: string[],
    private readonly native: NativeInstance,
    onSetData: (change: Bag) => void,
  ) {
    const pick = () => this.pickData()
    const self: AlipayInstance & Bag = Object.create({
      ...options.methods,
      get data() {
        return pick()
      },
    }) as never
    self.props = this.readProps()
    self.setData = (change, callback) => {
      const before = copy(pick())
      onSetData(change)
      native.setData(wholeKeys(change, pick()))
      if (this.isMounted) this.options.didUpdate?.call(self, self.props, before)
      callback?.()
    }
    this.self = self
  }

  mount(): void {
    this.isMounted = true
    this.self.props = this.readProps()
    this.options.didMount?.call(this.self)
  }

  /** All props of one render change at once, and `didUpdate` comes after it. */
  takeProps(): void {
    const before = this.self.props
    const next = this.readProps()
    if (!this.isMounted || this.propNames.every((name) => isSame(before[name], next[name]))) return
    this.self.props = next
    this.options.didUpdate?.call(this.self, before, copy(this.self.data))
  }

  unmount(): void {
    this.isMounted = false
    this.options.didUnmount?.call(this.self)
  }

  call(method: string, values: unknown[]): unknown {
    return (this.self[method] as Method).call(this.self, ...values)
  }

  private pickData(): Bag {
    return Object.fromEntries(Object.keys(this.options.data ?? {}).map((key) => [key, this.native.data[key]]))
  }

  /** WeChat's engine turns a prop that was not passed into null; Alipay's gives the default. */
  private readProps(): Bag {
    const defaults = this.options.props ?? {}
    return Object.fromEntries(
      this.propNames
        .map((name) => [name, this.native.data[name] ?? defaults[name]] as const)
        .filter(([, value]) => value !== undefined),
    )
  }
}
