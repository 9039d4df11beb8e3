import { ConfigError } from '../sdk-error.js'
import type { Setting } from './environment.js'
import { crossChecks } from './cross-checks.js'
import { settings } from './settings.js'

type Settings = typeof settings

/** Every setting, checked and parsed. */
export type Config = { [Name in keyof Settings]: Settings[Name] extends Setting<infer T> ? T : never }

/** Reads all settings, and names every wrong one at once. @throws ConfigError */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = []
  const entries = Object.entries<Setting<unknown>>(settings).map(
    ([name, { fallback, about, parse, secret }]) => {
      const given = environment[name]
      const text = given === undefined || given === '' ? fallback : given
      if (text === undefined) {
        problems.push(`${name} is not set. ${about}`)
        return [name, undefined]
      }
      try {
        return [name, parse(text, name)]
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        const shown = secret || text.length > 200 ? '' : ` ("${text}")`
        problems.push(why.startsWith(name) ? why : `${name}${shown} ${why}`)
        return [name, undefined]
      }
    },
  )
  if (problems.length > 0) throw new ConfigError(problems)
  const config = Object.fromEntries(entries) as Config
  const clashes = crossChecks(config)
  if (clashes.length > 0) throw new ConfigError(clashes)
  return config
}
