import type { Host, KeyValueStorage } from '../../src/host.js'
import { languageOfMy } from './language.js'
import { sendByMy } from './my-request.js'
import { version } from '../../src/version.js'

/** The flow's world in a mini program, around the panels of one component. */
export const myHost = (panels: Pick<Host, 'openPanel'>): Host => ({
  bridge: () => (typeof my === 'undefined' ? undefined : my),
  send: sendByMy,
  storage: myStorage,
  clock: {
    now: () => Date.now(),
    after(ms, callback) {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
  },
  openPanel: panels.openPanel,
  language: languageOfMy,
  component: `mini-message-dsl/${version}`,
  warn: (message) => console.warn(message),
})

const myStorage: KeyValueStorage = {
  get(key) {
    const { data } = my.getStorageSync({ key })
    return typeof data === 'string' ? data : null
  },
  set(key, value) {
    if (value) my.setStorageSync({ key, data: value })
    else my.removeStorageSync({ key })
  },
}
