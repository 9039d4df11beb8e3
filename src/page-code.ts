import type { Host } from './host.js'

/**
 * Calls code of the page: a handler, or a panel of its own. What it throws, at once or later, goes to the console
 * and goes no further, since the answer of a person must not be lost by it.
 */
export function callPageCode<Values extends unknown[]>(
  warn: Host['warn'],
  name: string,
  code: ((...values: Values) => unknown) | null | undefined,
  ...values: Values
): void {
  if (code === undefined || code === null) return
  const report = (thrown: unknown): void => warn(`${name} threw an error, which is ignored.`, thrown)
  try {
    Promise.resolve(code(...values)).catch(report)
  } catch (thrown) {
    report(thrown)
  }
}
