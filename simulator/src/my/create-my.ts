import { createIntersectionObserver } from '../runtime/intersection-observer.js'
import type { Router } from '../runtime/router.js'
import { createSelectorQuery } from '../runtime/selector-query.js'
import type { World } from '../runtime/world.js'
import { appEvents } from './app-events.js'
import type { Device } from './device.js'
import { dialogs } from './dialogs.js'
import { jsapiNames } from './jsapi-names.js'
import { missing } from './missing.js'
import { navigation } from './navigation.js'
import { page } from './page.js'
import { quiet } from './quiet.js'
import { storage, type Store } from './storage.js'
import { type Launch, system } from './system.js'

export interface MyOptions {
  appId: string
  device: Device
  world: World
  router: () => Router
  store: Store
  /** Before each key in the store. */
  storePrefix: string
  /** Where selectors look. */
  page: () => Element | undefined
  /** Members of whoever runs the program: they win, and `undefined` takes a member away. */
  members: Record<string, unknown>
  /** What the app was started with. */
  launch?: () => Launch
  /**
   * What a call of a JSAPI does that is known but not simulated: in a test it throws; in a browser it warns once and
   * fails, so that the rest of the program goes on.
   */
  onMissing: 'throw' | 'warn'
  /** How to give a JSAPI that is not simulated, for the message. */
  remedy: (name: string) => string
}

/** The global `my`. A JSAPI that is known but not simulated says so by name. */
export function createMy(options: MyOptions): Record<string, unknown> {
  const { members } = options
  const own: Record<string, unknown> = {
    ...dialogs(options.device),
    ...navigation(options.router),
    ...storage(options.store, options.storePrefix),
    createSelectorQuery: () => createSelectorQuery(options.page),
    createIntersectionObserver: (given?: Parameters<typeof createIntersectionObserver>[3]) =>
      createIntersectionObserver(options.world, options.page, undefined, given),
    ...appEvents(),
    ...page(options.page, options.router),
    ...quiet,
    ...system(options.device, (name) => name in own || name in members, options.appId, options.launch),
  }
  const say = (name: string) => `my.${name} is not simulated. ${options.remedy(name)}`
  const absent = jsapiNames.map((name) => [
    name,
    options.onMissing === 'warn'
      ? missing(name, () => options.world.warn(say(name)))
      : () => {
          throw new Error(say(name))
        },
  ])
  return { ...(Object.fromEntries(absent) as Record<string, unknown>), ...own, ...members }
}
