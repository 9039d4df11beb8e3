import type { Settings } from '../../src/state/settings.js'
import { testSandbox, type TestSandbox } from './test-sandbox.js'

/** How a setting is seen to be in force: what `see` finds under each of its values. */
export interface Probe {
  cases: readonly (readonly [value: unknown, seen: unknown])[]
  /** Other settings that it needs. */
  beside?: Partial<Settings>
  see: (world: TestSandbox) => unknown
}

/** What is found under each value, in the form of the cases. */
export async function probed(name: string, { cases, beside, see }: Probe): Promise<Probe['cases']> {
  const found: [unknown, unknown][] = []
  for (const [value] of cases) found.push([value, await see(testSandbox({ ...beside, [name]: value }))])
  return found
}

interface Facts {
  schema: object
  default: unknown
}

/** The values that a probe has to try: all of a list, both of a yes or no, otherwise the default and another. */
export function isComplete({ schema, default: standard }: Facts, { cases }: Probe): boolean {
  const tried = cases.map(([value]) => value)
  if ('enum' in schema) return (schema.enum as unknown[]).every((value) => tried.includes(value))
  return tried.includes(standard) && new Set(tried).size > 1
}
