import type { Router } from '../runtime/router.js'
import { appEvents } from './app-events.js'
import type { Device } from './device.js'
import { dialogs } from './dialogs.js'
import { jsapiNames } from './jsapi-names.js'
import { navigation } from './navigation.js'
import { quiet } from './quiet.js'
import { selectors } from './selectors.js'
import { storage, type Store } from './storage.js'
import { system } from './system.js'

export interface MyOptions {
  appId: string
  device: Device
  router: () => Router
  store: Store
  /** Before each key in the store. */
  storePrefix: string
  /** Where selectors look. */
  page: () => Element | undefined
  /** Members of whoever runs the program: they win, and `undefined` takes a member away. */
  members: Record<string, unknown>
  /** How to give a JSAPI that is not simulated, for the message. */
  remedy: (name: string) => string
}

/** The global `my`. A JSAPI that is known but not simulated says so by name when it is called. */
export function createMy(options: MyOptions): Record<string, unknown> {
  const { members } = options
  const own: Record<string, unknown> = {
    ...dialogs(options.device),
    ...navigation(options.router),
    ...storage(options.store, options.storePrefix),
    ...selectors(options.page),
    ...appEvents(),
    ...quiet,
    ...system(options.device, (name) => name in own || name in members, options.appId),
  }
  const missing = jsapiNames.map((name) => [
    name,
    () => {
      throw new Error(`my.${name} is not simulated. ${options.remedy(name)}`)
    },
  ])
  return { ...(Object.fromEntries(missing) as Record<string, unknown>), ...own, ...members }
}
