// Renders our Alipay components with WeChat's engine (miniprogram-simulate): templates are translated, the
// component options are emulated. It proves our logic and the wiring of our templates. It is our emulation,
// not Alipay's runtime.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { AlipayComponent, type AlipayOptions, checkOptions } from './alipay-component'
import { axmlToWxml, boundMethod } from './axml-to-wxml'
import * as engine from 'miniprogram-simulate'
import type { NativeInstance } from './engine'

type Bag = Record<string, unknown>

/** What happened to the components of one mount. */
export interface Observer {
  created(path: string, component: AlipayComponent): void
  setData(path: string, change: Bag): void
}

export interface Loaded {
  id: string
  tag: string
}

const read = (file: string) => readFileSync(file, 'utf8')

/** Options by file: a script calls `Component` only once in a module registry. */
const optionsOf = new Map<string, AlipayOptions>()

async function loadOptions(file: string): Promise<AlipayOptions> {
  const known = optionsOf.get(file)
  if (known) return known
  let options: AlipayOptions | undefined
  Object.assign(globalThis, { Component: (given: AlipayOptions) => (options = given) })
  await import(file)
  if (!options) throw new Error(`${file} did not call Component`)
  checkOptions(options, file)
  optionsOf.set(file, options)
  return options
}

/** Loads a component and those it uses, inner ones first. `given`: names of the attributes its owner passes. */
export async function loadComponent(
  path: string,
  tag: string,
  given: string[],
  observer: Observer,
): Promise<Loaded> {
  if (!existsSync(`${path}.axml`)) throw new Error(`no component at ${relative(process.cwd(), path)}`)
  const json = JSON.parse(read(`${path}.json`)) as { usingComponents?: Record<string, string> }
  const using = Object.entries(json.usingComponents ?? {})
  const template = axmlToWxml(
    read(`${path}.axml`),
    using.map(([name]) => name),
  )
  const usingComponents: Record<string, string> = {}
  for (const [name, target] of using) {
    const inner = await loadComponent(
      join(dirname(path), target),
      name,
      template.attributes[name] ?? [],
      observer,
    )
    usingComponents[name] = inner.id
  }
  const options = await loadOptions(path)
  const names = [...new Set([...Object.keys(options.props ?? {}), ...given])]
  const id = engine.load({
    tagName: tag,
    template: template.wxml,
    usingComponents,
    ...definitionOf(options, { path, names, handlers: template.handlers, observer }),
  })
  return { id, tag }
}

interface Wiring {
  path: string
  names: string[]
  handlers: string[]
  observer: Observer
}

function definitionOf(options: AlipayOptions, { path, names, handlers, observer }: Wiring) {
  const instances = new WeakMap<NativeInstance, AlipayComponent>()
  const of = (native: NativeInstance) => {
    const instance = instances.get(native)
    if (!instance) throw new Error(`${path}: not created`)
    return instance
  }
  return {
    data: { ...options.data },
    properties: Object.fromEntries(
      names.map((name) => [name, { type: null, value: options.props?.[name] ?? null }]),
    ),
    methods: Object.fromEntries(
      Object.keys(options.methods ?? {}).map((name) => [
        name,
        function (this: NativeInstance, ...values: unknown[]) {
          return of(this).call(name, values)
        },
      ]),
    ),
    observers: {
      [names.join(', ')](this: NativeInstance) {
        // A promise, since fake timers hold queueMicrotask.
        void Promise.resolve().then(() => of(this).takeProps())
      },
    },
    created(this: NativeInstance) {
      const component = new AlipayComponent(options, names, this, (change) => observer.setData(path, change))
      instances.set(this, component)
      observer.created(path, component)
      const missing = handlers.filter((name) => !options.methods?.[name])
      if (missing.length > 0) throw new Error(`${path}.axml: no method ${missing.join(', ')}`)
      if (handlers.length > 0)
        this.setData(
          Object.fromEntries(
            handlers.map((name) => [
              boundMethod(name),
              (...values: unknown[]) => component.call(name, values),
            ]),
          ),
        )
    },
    attached(this: NativeInstance) {
      of(this).mount()
    },
    detached(this: NativeInstance) {
      of(this).unmount()
    },
  }
}
