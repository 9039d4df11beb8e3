import { JsapiError, type Options } from './callbacks.js'

/**
 * A JSAPI that is not simulated, for a program that goes on without it: it says so once, and fails as an asynchronous
 * JSAPI does. One that makes an object gives one whose every method does nothing; one that listens never hears.
 */
export function missing(name: string, say: () => void): (options?: Options) => unknown {
  let isSaid = false
  return (options) => {
    if (!isSaid) say()
    isSaid = true
    if (/^create|Manager$/.test(name)) return idle()
    if (/^(on|off)([A-Z]|$)/.test(name) || name.endsWith('Sync')) return undefined
    const error = new JsapiError(3, `my.${name} is not simulated`)
    const failure = { error: error.error, errorMessage: error.errorMessage }
    const given = options ?? {}
    const answer = Promise.reject(error)
    // A program that doesn't wait for the promise has nothing to catch.
    answer.catch(() => undefined)
    if (typeof given.fail === 'function') given.fail(failure)
    if (typeof given.complete === 'function') given.complete(failure)
    return answer
  }
}

/** Whatever is called on it gives the same again; it is no promise. */
export const idle = (): object =>
  new Proxy({}, { get: (_target, key): unknown => (key === 'then' ? undefined : idle) })
