import { createMy } from '../my/create-my.js'
import type { AppJson } from '../project/app-json.js'
import { type OpenPage, Router } from '../runtime/router.js'
import { ScriptGlobals } from '../runtime/script-globals.js'
import type { TemplateFactory, Unit } from '../runtime/render-context.js'
import type { Bag, Method, World } from '../runtime/world.js'
import { browserDevice } from './browser-device.js'
import { createChrome } from './chrome.js'
import { listenForLongTaps } from './long-tap.js'
import { showError } from './overlay.js'
import { browserSuperApp } from './super-app.js'

interface BundledUnit {
  path: string
  /** Paths by tag. */
  using: Record<string, string>
  json: Bag
  scopeAttribute: string | undefined
  /** What can't be used of its files, and mistakes in them: told when it is first drawn. */
  errors: string[]
  warnings: string[]
  script: () => unknown
  sjs: (() => unknown)[]
  template: TemplateFactory
}

export interface BundledProgram {
  app: Pick<AppJson, 'pages' | 'tabs' | 'tabBar' | 'window'>
  appScript: () => unknown
  /** Of app.js and app.acss. */
  errors: string[]
  units: Record<string, BundledUnit>
  /** Members of `my` that win. */
  members: Bag
}

/** Warnings: each is told once. */
const told = new Set<string>()

const world: World = {
  report(error) {
    console.error(error)
    showError(error)
  },
  warn(message) {
    if (told.has(message)) return
    told.add(message)
    console.warn(message)
  },
  dataChanged: () => undefined,
  later: (run) => void setTimeout(run),
  rpx: (value) => `calc(${value} * var(--rpx))`,
}

/**
 * Runs a bundled program in this document. Address: `?page=` opens another page, `?lang=` is the super app's
 * language, `?title=off` leaves the title bar to the page around this one.
 */
export function start(program: BundledProgram): void {
  const root = document.getElementById('program')
  if (!root) return
  const parameters = new URLSearchParams(location.search)
  const running: { app?: Bag } = {}
  const scripts = new ScriptGlobals({ app: () => running.app, pages: () => router.stack }, (message) =>
    world.warn(message),
  )
  const chrome = createChrome(root, program.app, () => router, parameters.get('title') !== 'off')
  const unitOf = unitLoader(program, scripts)
  const router = new Router({
    root: chrome.pages,
    world,
    tabs: program.app.tabs.map(({ pagePath }) => pagePath),
    pageOf: (path) => (program.app.pages.includes(path) ? unitOf(path) : undefined),
    changed: (page) => showPage(page, router.stack.length),
  })
  const showPage = (page: OpenPage, depth: number) => {
    const { unit } = page
    for (const style of document.querySelectorAll<HTMLStyleElement>('style[data-page]'))
      style.media = style.dataset['page'] === unit.path ? 'all' : 'not all'
    const title = program.units[unit.path]?.json['defaultTitle'] ?? program.app.window['defaultTitle']
    chrome.show(page, { path: unit.path, title: typeof title === 'string' ? title : '', depth })
  }
  const first = parameters.get('page') ?? program.app.pages[0] ?? ''
  const launch = {
    path: (first.split('?')[0] ?? '').replace(/^\//, ''),
    query: Object.fromEntries(new URLSearchParams(first.split('?')[1] ?? '')),
  }
  const given = Object.fromEntries(
    Object.entries({ ...(globalThis as { my?: Bag }).my }).filter(([name]) => !ofTheRuntime.has(name)),
  )
  const my = createMy({
    appId: '2021000000000000',
    world,
    device: browserDevice(() => chrome, parameters.get('lang') ?? navigator.language),
    router: () => router,
    store: localStorage,
    storePrefix: 'mini-program:',
    page: () => router.top?.container,
    members: { ...browserSuperApp(), ...given, ...program.members },
    launch: () => launch,
    onMissing: 'warn',
    remedy: (name) => `Give a module with ${name} by --my`,
  })
  Object.assign(globalThis, scripts.globals(), { my })
  addEventListener('error', ({ error, message }) => world.report(error ?? message))
  addEventListener('unhandledrejection', ({ reason }) => world.report(reason))
  listenForLongTaps(document)
  for (const message of program.errors) world.report(new Error(message))
  attempt(() => program.appScript())
  running.app = scripts.take() ?? {}
  for (const name of ['onLaunch', 'onShow']) {
    const lifecycle = running.app[name]
    if (typeof lifecycle === 'function') attempt(() => (lifecycle as Method).call(running.app, launch))
  }
  attempt(() => router.reLaunch(`/${first.replace(/^\//, '')}`))
}

/** What fails is shown, and what comes after it is done all the same. */
function attempt(run: () => unknown): void {
  try {
    run()
  } catch (error) {
    world.report(error)
  }
}

/**
 * What describes the runtime, or reaches into it, is ours also on a super app's phone: its bridge knows only its own
 * JSAPIs, and uni-app takes the place of `didUpdate` in every component where `component2` is missing.
 */
const ofTheRuntime = new Set([
  ...['canIUse', 'SDKVersion', 'env', 'isIDE', 'createSelectorQuery', 'createIntersectionObserver'],
  ...['getSystemInfo', 'getSystemInfoSync', 'getWindowInfo', 'getAppBaseInfo', 'getRunScene'],
  ...['getLaunchOptionsSync', 'getEnterOptionsSync', 'pageScrollTo', 'createAnimation'],
  ...['navigateTo', 'redirectTo', 'reLaunch', 'switchTab', 'navigateBack'],
])

/** Makes units when they are first used: a script calls Component or Page while it is loaded. */
function unitLoader({ units }: BundledProgram, scripts: ScriptGlobals): (path: string) => Unit {
  const made = new Map<string, Unit>()
  const unitOf = (path: string): Unit => {
    const known = made.get(path)
    const bundled = units[path]
    if (known) return known
    if (!bundled) throw new Error(`${path} is not in the bundle`)
    const { scopeAttribute, sjs, template } = bundled
    const errors: unknown[] = bundled.errors.map((message) => new Error(message))
    const keepError = (run: () => unknown): unknown => {
      try {
        return run()
      } catch (error) {
        errors.push(error)
        return undefined
      }
    }
    const unit: Unit = {
      path,
      template: template(sjs.map((load) => keepError(load) ?? {})),
      options: {},
      using: {},
      scopeAttribute,
      errors,
      warnings: bundled.warnings,
    }
    made.set(path, unit)
    for (const [tag, target] of Object.entries(bundled.using)) unit.using[tag] = unitOf(target)
    scripts.take()
    keepError(bundled.script)
    unit.options = scripts.take() ?? {}
    return unit
  }
  return unitOf
}
