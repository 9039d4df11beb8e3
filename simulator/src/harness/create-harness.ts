import { join, resolve } from 'node:path'
// Of Node, so that fake timers don't hold it.
import { setImmediate } from 'node:timers'
import { createMy } from '../my/create-my.js'
import { memoryStore } from '../my/storage.js'
import { Router } from '../runtime/router.js'
import { ScriptGlobals } from '../runtime/script-globals.js'
import type { Bag, World } from '../runtime/world.js'
import type { UnitJson } from '../project/read-json.js'
import { filesOnDisk } from '../project/disk.js'
import { launchProgram, type LaunchedProgram, type LaunchOptions, type Running } from './launch.js'
import { type Load, UnitLoader } from './load-unit.js'
import { mountComponent, type MountedComponent, type MountOptions } from './mount.js'
import { settle } from './settle.js'
import { type Answers, type Shown, testDevice } from './test-device.js'
import { testSuperApp } from './test-my.js'

export interface HarnessOptions {
  /** Folder that `/` means in paths. @default the working directory */
  root?: string
  /**
   * Runs a script or sjs module. @default `(file) => import(file)`, which goes through jest's transform only
   * if this package does; otherwise pass `(file) => require(file)`.
   */
  load?: Load
  /** Members of `my` that win over the mocks; `undefined` takes one away, `false` leaves the global `my` alone. */
  my?: Record<string, unknown> | false
  /** Texts of files that need not exist, by absolute path: templates and json for one test. */
  files?: Record<string, string>
  /** Given by getAppIdSync. @default '2021000000000000' */
  appId?: string
}

export interface Harness {
  /** The global `my`: mocks, and what was given. */
  my: Record<string, unknown>
  /** What was shown besides pages: toasts, dialogs, titles. */
  shown: Shown[]
  /** What dialogs answer. */
  answers: Answers
  /** What would be a line in the console of a device, each once: mistakes in templates, what is not simulated. */
  warnings: string[]
  /** Puts a component on a page. @param path absolute or from `root`, without a suffix */
  mount(path: string, props?: Bag, options?: MountOptions): Promise<MountedComponent>
  /** Starts a mini program: its App and a page. @param folder absolute or from `root` */
  launch(folder: string, options?: LaunchOptions): Promise<LaunchedProgram>
  /** Lets everything happen that needs no timer, then throws the first error of the mini program, if any. */
  flush(): Promise<void>
  /** Errors of the mini program that were not thrown yet. Emptying it forgives them. */
  errors: unknown[]
  /** Takes everything off the document, and the globals away. */
  dispose(): void
}

/** Runs components and mini programs in jest's jsdom. One at a time: it sets globals as the platform does. */
export function createHarness(options: HarnessOptions = {}): Harness {
  const root = resolve(options.root ?? '.')
  const errors: unknown[] = []
  const warnings: string[] = []
  const shown: Shown[] = []
  const answers: Answers = { confirm: true, actionSheet: 0 }
  const changeListeners = new Set<(path: string, change: Bag) => void>()
  const warn = (message: string) => {
    if (!warnings.includes(message)) warnings.push(message)
  }
  const world: World = {
    report: (error) => errors.push(error),
    warn,
    dataChanged: (path, change) => changeListeners.forEach((listener) => listener(path, change)),
    later: (run) => void setImmediate(run),
    // jsdom drops calc() with a variable; a phone of 375 pixels has half a pixel for each.
    rpx: (value) => `${value / 2}px`,
  }
  const running: Running = { router: emptyRouter(world) }
  const scripts = new ScriptGlobals({ app: () => running.app, pages: () => running.router.stack }, warn)
  const loader = (folder: string, app?: UnitJson) =>
    new UnitLoader({
      project: { root: folder, files, ...(app && { app }) },
      scripts,
      load: options.load ?? ((file) => import(file)),
    })
  const files = filesOnDisk(options.files)
  const my = createMy({
    appId: options.appId ?? '2021000000000000',
    device: testDevice(shown, answers),
    world,
    router: () => running.router,
    store: memoryStore(),
    storePrefix: '',
    page: () => running.router.top?.container ?? document.querySelector('a-page') ?? undefined,
    members: { ...testSuperApp(), ...(options.my === false ? {} : options.my) },
    launch: () => running.launch ?? { path: '', query: {} },
    onMissing: 'throw',
    remedy: (name) => `Give createHarness({ my: { ${name} } })`,
  })
  const globals: Record<string, unknown> = { ...scripts.globals(), ...(options.my !== false && { my }) }
  Object.assign(globalThis, globals)

  const flush = async () => {
    await settle()
    const first = errors.shift()
    if (first !== undefined)
      throw first instanceof Error ? first : new Error('the mini program threw no Error', { cause: first })
  }
  const parts = { root, files, world, flush, changeListeners, loader }
  return {
    my,
    shown,
    answers,
    warnings,
    errors,
    flush,
    mount: (path, props = {}, more = {}) => mountComponent(parts, resolve(root, path), props, more),
    launch: (folder, more = {}) => launchProgram(parts, running, join(resolve(root, folder)), more),
    dispose() {
      running.router.closeAll()
      document.body.replaceChildren()
      for (const name of Object.keys(globals)) Reflect.deleteProperty(globalThis, name)
    },
  }
}

function emptyRouter(world: World): Router {
  const root = document.createElement('div')
  return new Router({ root, world, tabs: [], pageOf: () => undefined, changed: () => undefined })
}
