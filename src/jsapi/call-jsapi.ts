import { fail } from '../errors.js'
import type { Bridge } from '../host.js'

/** Reads a field of an answer whose shape nobody promises. */
export function field(value: unknown, name: string): unknown {
  return (Object(value) as Record<string, unknown>)[name]
}

export function textField(value: unknown, name: string): string {
  const text = field(value, name)
  return typeof text === 'string' ? text : ''
}

/**
 * Throws for a JSAPI that is absent, or answers nothing usable: plain AlipayCN and the IDE lack some of them.
 * `prop` replaces it.
 */
export function needed<T>(name: string, prop: string, found: T): NonNullable<T> {
  if (found) return found
  throw fail(
    'UNAVAILABLE',
    __DEV__
      ? `No my.${name}: include hylid-bridge (H5), or pass the prop ${prop}.`
      : `No my.${name}: pass ${prop}`,
  )
}

/**
 * Calls a JSAPI in callback style, the only one that all super apps document; what `fail` says is an answer like
 * any other, since some bridges report failures through `success`. A bridge may return a promise as well: its
 * rejection is what `fail` says already.
 */
export function callJsapi(
  bridge: Bridge | undefined,
  name: 'getAuthCode' | 'getSiteInfo' | 'requestSubscribeMessage',
  prop: string,
  options: object,
): Promise<unknown> {
  const my = bridge as Partial<Record<typeof name, (call: object) => unknown>> | undefined
  return new Promise((resolve) => {
    const call = needed(name, prop, my && my[name])
    Promise.resolve(call.call(my, Object.assign({ success: resolve, fail: resolve }, options))).catch(resolve)
  })
}
