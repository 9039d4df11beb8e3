import { join } from 'node:path'
import { readAppJson } from '../project/app-json.js'
import type { Instance } from '../runtime/instance.js'
import type { Launch } from '../my/system.js'
import { Router } from '../runtime/router.js'
import type { Unit } from '../runtime/render-context.js'
import type { Bag, Method, World } from '../runtime/world.js'
import { type Screen, screenOf } from './found-element.js'
import type { HarnessParts } from './parts.js'

export interface LaunchOptions {
  /** Page to open, with its query, e.g. `pages/order/order?id=1`. @default the first in app.json */
  page?: string
}

/** What runs in a harness now. */
export interface Running {
  app?: Bag
  router: Router
  launch?: Launch
}

/** A mini program that runs; what is found is on the page that is open. */
export interface LaunchedProgram {
  /** The page on top: `this` of its code. */
  page(): Instance
  /** Paths of the pages that are open. */
  stack(): string[]
  /** The page on top, to find things on. */
  screen(): Screen
  router: Router
  app: Bag
}

export async function launchProgram(
  parts: HarnessParts,
  running: Running,
  folder: string,
  { page }: LaunchOptions,
): Promise<LaunchedProgram> {
  const app = readAppJson(parts.files, join(folder, 'app.json'))
  const loader = parts.loader(folder, app.json)
  try {
    running.app = await loader.run(join(folder, 'app'))
  } catch (error) {
    parts.world.report(error)
    running.app = {}
  }
  const first = page ?? app.pages[0] ?? ''
  running.launch = {
    path: (first.split('?')[0] ?? '').replace(/^\//, ''),
    query: Object.fromEntries(new URLSearchParams(first.split('?')[1] ?? '')),
  }
  callApp(running.app, parts.world, 'onLaunch', running.launch)
  callApp(running.app, parts.world, 'onShow', running.launch)
  const units = new Map<string, Unit>()
  for (const path of app.pages) units.set(path, await loader.load(join(folder, path), true))
  const place = document.body.appendChild(document.createElement('div'))
  const router = new Router({
    root: place,
    world: parts.world,
    tabs: app.tabs.map(({ pagePath }) => pagePath),
    pageOf: (path) => units.get(path),
    changed: () => undefined,
  })
  running.router = router
  router.reLaunch(`/${(page ?? app.pages[0] ?? '').replace(/^\//, '')}`)
  await parts.flush()
  const top = () => {
    if (!router.top) throw new Error('no page is open')
    return router.top
  }
  return {
    router,
    app: running.app,
    page: () => top().instance,
    stack: () => router.stack.map(({ unit }) => unit.path),
    screen: () => screenOf(top().container, parts.flush),
  }
}

function callApp(app: Bag, world: World, name: string, launch: Launch): void {
  const lifecycle = app[name]
  if (typeof lifecycle !== 'function') return
  try {
    ;(lifecycle as Method).call(app, launch)
  } catch (error) {
    world.report(error)
  }
}
