import { keysOf } from './set-data.js'
import type { Bag, Method } from './world.js'

type Key = string | number

/** One entry of a component's `observers`: `'a, b.c, list[0], rest.**'`. */
export interface Observer {
  paths: { keys: Key[]; isDeep: boolean }[]
  told: Method
}

export function observersOf(observers: [watched: string, told: Method][]): Observer[] {
  return observers.map(([watched, told]) => ({
    told,
    paths: watched.split(',').map((part) => {
      const path = part.trim()
      const isDeep = path === '**' || path.endsWith('.**')
      return { keys: keysOf(isDeep ? path.slice(0, -2) : path), isDeep }
    }),
  }))
}

/**
 * Calls the observers of what was set, with the values now; `**` watches everything under a path. A value that is set to
 * what it was changes nothing, and nobody is told: chosen here, the platform's page does not say.
 * @param set paths that were set, e.g. of `setData`
 */
export function tellObservers(observers: Observer[], set: string[], scope: Bag, instance: object): void {
  const changed = set.map(keysOf)
  for (const { paths, told } of observers) {
    const isMeant = paths.some(({ keys, isDeep }) => changed.some((path) => touches(path, keys, isDeep)))
    if (isMeant)
      told.apply(
        instance,
        paths.map(({ keys }) => valueAt(scope, keys)),
      )
  }
}

/** What is set above a watched path changes it too; below it only where all under it is watched. */
function touches(set: Key[], watched: Key[], isDeep: boolean): boolean {
  const isUnder = (long: Key[], short: Key[]) =>
    short.every((key, index) => String(long[index]) === String(key))
  return set.length <= watched.length ? isUnder(watched, set) : isDeep && isUnder(set, watched)
}

const valueAt = (scope: unknown, keys: Key[]): unknown =>
  keys.reduce<unknown>((value, key) => (value as Record<Key, unknown> | null | undefined)?.[key], scope)
