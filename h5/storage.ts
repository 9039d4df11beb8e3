import type { KeyValueStorage } from '../src/host'

const kept: Record<string, string | undefined> = {}

/** localStorage, or this page's memory where there is none or it is refused or full. */
export const storage: KeyValueStorage = {
  get: (key) => attempt((local) => local.getItem(key)) ?? kept[key] ?? null,
  set: (key, value) => {
    kept[key] = value
    attempt((local) => local.setItem(key, value))
  },
  remove: (key) => {
    kept[key] = undefined
    attempt((local) => local.removeItem(key))
  },
}

function attempt<T>(use: (local: Storage) => T): T | undefined {
  try {
    return use(localStorage)
  } catch {
    return undefined
  }
}
