import type { JsapiFault } from '../faults/fault.js'
import type { State } from '../state/state.js'

/** The failure that a `jsapi-error` fault set for this JSAPI, if one strikes now. */
export function jsapiFault(
  { faults }: State,
  jsapi: JsapiFault,
): { error: number; errorMessage: string } | undefined {
  const [fault] = faults.strikeJsapi(jsapi)
  if (!fault) return undefined
  const error = fault.error ?? 10
  return { error, errorMessage: `Error ${error}, by a fault of the sandbox.` }
}
