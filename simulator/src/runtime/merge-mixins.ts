import type { Bag, Method } from './unit.js'

/** A component's options with those of its mixins: lifecycles in their order, everything else merged. */
export interface MergedOptions {
  data: Bag
  props: Bag
  methods: Record<string, Method>
  /** By name, mixins first. */
  lifecycles: Record<string, Method[]>
  ref: Method | undefined
}

const lifecycleNames = [
  'onInit',
  'deriveDataFromProps',
  'didMount',
  'didUpdate',
  'didUnmount',
  'onError',
] as const

export type LifecycleName = (typeof lifecycleNames)[number]

export function mergeMixins(options: Bag): MergedOptions {
  const merged: MergedOptions = { data: {}, props: {}, methods: {}, lifecycles: {}, ref: undefined }
  take(options, merged)
  return merged
}

function take(options: Bag, merged: MergedOptions): void {
  const { mixins } = options
  // The component's own come last and win.
  if (Array.isArray(mixins)) for (const mixin of mixins) take(mixin as Bag, merged)
  const data = typeof options['data'] === 'function' ? (options['data'] as () => unknown)() : options['data']
  Object.assign(merged.data, data)
  Object.assign(merged.props, options['props'])
  Object.assign(merged.methods, options['methods'])
  if (typeof options['ref'] === 'function') merged.ref = options['ref'] as Method
  for (const name of lifecycleNames) {
    const lifecycle = options[name]
    if (typeof lifecycle === 'function') (merged.lifecycles[name] ??= []).push(lifecycle as Method)
  }
}

/** A deep copy of plain objects and lists: each instance has data of its own. */
export function copyData<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map((entry: unknown) => copyData(entry)) as Value
  if (typeof value === 'object' && value !== null && isPlain(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copyData(entry)])) as Value
  }
  return value
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
