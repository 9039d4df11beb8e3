import { createRequire } from 'node:module'
import { newSuite } from './suite.mjs'

const { JSDOM } = createRequire(createRequire(import.meta.url).resolve('jest-environment-jsdom'))('jsdom')

/** Node's own where jsdom has them too. */
const nodes = ['fetch', 'AbortController', 'AbortSignal', 'Headers', 'performance', 'crypto', 'TextDecoder']
const timers = ['setTimeout', 'setInterval']

/** The globals of jest, a document where it is wanted, and an end to all that was started in it. */
export function newWorld(withDocument) {
  const before = new Map()
  const give = (name, value) => {
    before.set(name, Object.getOwnPropertyDescriptor(globalThis, name))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
  const window = withDocument ? newWindow() : undefined
  if (window) {
    for (const name of Object.getOwnPropertyNames(window)) if (isOfBrowser(name)) give(name, window[name])
    // Inherited, and so not among the window's own names.
    for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'])
      give(name, window[name].bind(window))
  }
  const started = []
  for (const name of timers) {
    const start = globalThis[name]
    give(name, (...given) => {
      const timer = start(...given)
      started.push(timer)
      return timer
    })
  }
  const suite = newSuite()
  for (const [name, value] of Object.entries(suite.globals)) give(name, value)
  return {
    load({ script, require }) {
      const module = { exports: {} }
      script.runInThisContext()(require, module, module.exports)
      return suite
    },
    end() {
      for (const timer of started) clearTimeout(timer)
      window?.close()
      for (const [name, descriptor] of before) {
        delete globalThis[name]
        if (descriptor) Object.defineProperty(globalThis, name, descriptor)
      }
    },
  }
}

const newWindow = () =>
  new JSDOM('<!doctype html>', { url: 'http://localhost/', pretendToBeVisual: true }).window

const ofBrowser =
  /^(window|document|navigator|location|parent|localStorage|sessionStorage|history|requestAnimationFrame|cancelAnimationFrame|getComputedStyle|inner(Width|Height)|devicePixelRatio|matchMedia|[A-Z]\w*)$/
// The language's own stay: values of tests and of what they test are of one realm.
const ofLanguage = new Set(Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z]/.test(name)))
for (const name of ['Event', 'EventTarget', 'CustomEvent', 'MessageEvent', 'Blob', 'DOMException', 'Storage'])
  ofLanguage.delete(name)
const isOfBrowser = (name) => ofBrowser.test(name) && !ofLanguage.has(name) && !nodes.includes(name)
