import type { Bag, Method } from './world.js'

/** A component's options with those of its mixins: lifecycles in their order, everything else merged. */
export interface MergedOptions {
  data: Bag
  props: Bag
  methods: Record<string, Method>
  /** By name, mixins first. */
  lifecycles: Record<string, Method[]>
  ref: Method | undefined
  /** By the names of data and props that they watch, in their order. */
  observers: [watched: string, told: Method][]
  /** `show`, `hide` and `resize` of the page around the component. */
  pageLifetimes: Record<string, Method[]>
}

const lifecycleNames = [
  'onInit',
  'deriveDataFromProps',
  'didMount',
  'didUpdate',
  'didUnmount',
  'onError',
  'created',
  'attached',
  'ready',
  'moved',
  'detached',
  'error',
] as const

export type LifecycleName = (typeof lifecycleNames)[number]

export function mergeMixins(options: Bag): MergedOptions {
  const merged: MergedOptions = {
    data: {},
    props: {},
    methods: {},
    lifecycles: {},
    ref: undefined,
    observers: [],
    pageLifetimes: {},
  }
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
  const lifetimes = bagOf(options['lifetimes'])
  for (const name of lifecycleNames) {
    const isLifetime = lifetimeNames.has(name)
    const lifecycle = isLifetime ? lifetimes[name] : options[name]
    if (typeof lifecycle === 'function') (merged.lifecycles[name] ??= []).push(lifecycle as Method)
  }
  for (const [watched, told] of Object.entries(bagOf(options['observers'])))
    if (typeof told === 'function') merged.observers.push([watched, told as Method])
  for (const [name, told] of Object.entries(bagOf(options['pageLifetimes'])))
    if (typeof told === 'function') (merged.pageLifetimes[name] ??= []).push(told as Method)
}

/** Only in `lifetimes`; the others stand in the options themselves. */
const lifetimeNames = new Set<string>(['created', 'attached', 'ready', 'moved', 'detached', 'error'])

const bagOf = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {})

/** Options of `Component` that nothing here acts on. */
const notThere = ['relations', 'externalClasses', 'behaviors', 'export']

export const optionsNotThere = (options: Bag): string[] =>
  notThere.filter((name) => {
    const value = options[name]
    return Array.isArray(value) ? value.length > 0 : Boolean(value) && Object.keys(value as object).length > 0
  })

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
