import type { Host, KeyValueStorage } from '../../src/host'
import { languageOfMy } from './language'
import { sendByMy } from './my-request'
import { version } from '../../src/version'

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
  randomId,
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
  set: (key, value) => void my.setStorageSync({ key, data: value }),
  remove: (key) => void my.removeStorageSync({ key }),
}

/** A mini program has no crypto API; the id has to be unique, not secret. */
function randomId(): string {
  const digit = (place: string) => {
    const random = Math.floor(Math.random() * 16)
    return (place === 'x' ? random : (random % 4) + 8).toString(16)
  }
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, digit)
}
